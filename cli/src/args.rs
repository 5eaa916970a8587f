//! The arguments: what can be asked for, and which combinations make sense.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};
use closerace_analyzer as analyzer;
use closerace_rules::{self as rules, Level, Rule};

use crate::suggest;

/// Finds data races between teardown (Close, Reset, Stop, Kill) and running goroutines in Go sources.
#[derive(Parser, Debug)]
#[command(
    name = "closerace",
    version,
    max_term_width = 100,
    args_conflicts_with_subcommands = true,
    after_help = "Exit status: 0 nothing found, 1 findings, 2 bad use or input, 3 no Go files."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) check: CheckArgs,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Analyse Go sources (what is done if no command is given)
    Check(Box<CheckArgs>),
    /// List the rules
    Rules(RulesArgs),
    /// Show the documentation of a rule
    Explain(ExplainArgs),
}

#[derive(Args, Clone, Debug)]
pub(crate) struct CheckArgs {
    /// Files and folders to analyse; `DIR/...` is the same as `DIR`
    #[arg(value_name = "PATH", default_value = ".", help_heading = "Input")]
    pub(crate) paths: Vec<PathBuf>,

    /// Read test files (`*_test.go`) too
    #[arg(long, help_heading = "Input")]
    pub(crate) tests: bool,

    /// Operating system to read for
    #[arg(long, value_name = "OS", default_value = "linux", help_heading = "Input")]
    pub(crate) goos: String,

    /// Architecture to read for
    #[arg(long, value_name = "ARCH", default_value = "amd64", help_heading = "Input")]
    pub(crate) goarch: String,

    /// Build tags that hold
    #[arg(long, value_name = "TAG", value_delimiter = ',', help_heading = "Input")]
    pub(crate) tags: Vec<String>,

    /// Run this rule too; `all` for every rule
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    pub(crate) enable: Vec<String>,

    /// Do not run this rule; `all` for none but those enabled by name
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    pub(crate) disable: Vec<String>,

    /// Show findings of at least this confidence
    #[arg(
        long,
        value_enum,
        value_name = "LEVEL",
        default_value = "medium",
        help_heading = "Rules"
    )]
    pub(crate) min_confidence: Confidence,

    /// Format on standard output
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        default_value = "text",
        help_heading = "Output"
    )]
    pub(crate) format: Format,

    /// Write a report to a file too; may be given several times
    #[arg(short, long = "output", value_name = "FORMAT=FILE", help_heading = "Output")]
    pub(crate) outputs: Vec<Output>,

    /// When to colour
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub(crate) color: Color,

    /// Show counts and timings
    #[arg(long, help_heading = "Output")]
    pub(crate) stats: bool,

    /// Name what was left out or read only in part
    #[arg(short, long, help_heading = "Output")]
    pub(crate) verbose: bool,

    /// Show no summary
    #[arg(short, long, conflicts_with = "verbose", help_heading = "Output")]
    pub(crate) quiet: bool,

    /// Exit with 1 for findings of at least this level [default: note; with `--format sarif`: never]
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = "Exit status")]
    pub(crate) fail_on: Option<FailOn>,

    /// Exit with 0 whatever is found
    #[arg(long, conflicts_with = "fail_on", help_heading = "Exit status")]
    pub(crate) exit_zero: bool,

    /// Threads to use [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), help_heading = "Running")]
    pub(crate) threads: Option<u16>,
}

#[derive(Args, Debug)]
pub(crate) struct RulesArgs {
    /// Format of the list
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ListFormat,
}

#[derive(Args, Debug)]
pub(crate) struct ExplainArgs {
    /// The rule's id, as in `closerace rules`
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
}

/// A report format.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Format {
    /// Findings with source, call chains and advice
    Text,
    /// One line per finding: `path:line:col: rule: message`
    Concise,
    /// Everything that is known, for scripts
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ListFormat {
    /// A table
    Text,
    /// A list of objects
    Json,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Confidence {
    /// Only what rests on resolved names from end to end
    High,
    /// What has one weak link too
    Medium,
    /// Everything
    Low,
}

impl From<Confidence> for analyzer::Confidence {
    fn from(confidence: Confidence) -> Self {
        match confidence {
            Confidence::High => Self::High,
            Confidence::Medium => Self::Medium,
            Confidence::Low => Self::Low,
        }
    }
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FailOn {
    /// Any finding
    Note,
    /// Warnings and errors
    Warning,
    /// Errors only
    Error,
    /// No finding
    Never,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Color {
    /// On a terminal; NO_COLOR and CLICOLOR_FORCE are heeded
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A report to be written to a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) file: PathBuf,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, file) = text
            .split_once('=')
            .filter(|(_, file)| !file.is_empty())
            .ok_or("write it as FORMAT=FILE, for example `sarif=closerace.sarif`")?;
        let format = Format::from_str(format, false)
            .map_err(|_| format!("`{format}` is no format: use text, concise, json or sarif"))?;
        Ok(Output { format, file: file.into() })
    }
}

impl CheckArgs {
    /// The rules to run, in the registry's order; else one line on what is wrong.
    ///
    /// `all` is applied first and rules by name after it, so that the order of options does not matter.
    pub(crate) fn rules(&self) -> Result<Vec<&'static Rule>, String> {
        let names = |names: &[String]| -> Result<Vec<&'static str>, String> {
            let names = names.iter().filter(|name| *name != ALL);
            names.map(|name| known_rule(name).map(|rule| rule.id)).collect()
        };
        let (enabled, disabled) = (names(&self.enable)?, names(&self.disable)?);
        let all = |names: &[String]| names.iter().any(|name| name == ALL);
        let base = match (all(&self.enable), all(&self.disable)) {
            (true, true) => {
                return Err(
                    "`--enable all` and `--disable all` cannot both hold: leave one out".into()
                );
            }
            (true, false) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        };
        let runs = |rule: &Rule| {
            !disabled.contains(&rule.id)
                && (enabled.contains(&rule.id) || base.unwrap_or(rule.enabled_by_default))
        };
        let rules: Vec<_> = rules::RULES.iter().copied().filter(|rule| runs(rule)).collect();
        if rules.is_empty() {
            return Err("every rule is disabled: enable one with `--enable RULE`".into());
        }
        Ok(rules)
    }

    /// What the analysis is to do.
    pub(crate) fn options(&self, rules: &[&Rule]) -> analyzer::Options {
        analyzer::Options {
            min_confidence: self.min_confidence.into(),
            build: analyzer::source::BuildContext {
                goos: self.goos.clone(),
                goarch: self.goarch.clone(),
                tags: self.tags.clone(),
                ..analyzer::source::BuildContext::default()
            },
            tests: self.tests,
            claims: rules::claims(rules),
            threads: self.threads.map(usize::from),
            ..analyzer::Options::default()
        }
    }

    /// The paths, with the go tool's `DIR/...` taken as `DIR`: everything below a folder is read anyway.
    pub(crate) fn roots(&self) -> Vec<PathBuf> {
        let without_dots = |path: &PathBuf| match path.to_str() {
            Some("...") => PathBuf::from("."),
            Some("/...") => PathBuf::from("/"),
            Some(text) => PathBuf::from(text.strip_suffix("/...").unwrap_or(text)),
            None => path.clone(),
        };
        self.paths.iter().map(without_dots).collect()
    }

    /// The level from which on findings make the run fail.
    ///
    /// A SARIF report is there to be uploaded, and a failing step would skip the upload: so it fails on request only.
    pub(crate) fn threshold(&self) -> Option<Level> {
        let never = self.exit_zero || (self.fail_on.is_none() && self.format == Format::Sarif);
        match self.fail_on {
            _ if never => None,
            Some(FailOn::Never) => None,
            Some(FailOn::Error) => Some(Level::Error),
            Some(FailOn::Warning) => Some(Level::Warning),
            Some(FailOn::Note) | None => Some(Level::Note),
        }
    }
}

const ALL: &str = "all";

/// The rule of that name; else one line that names the nearest.
pub(crate) fn known_rule(name: &str) -> Result<&'static Rule, String> {
    rules::find(name).ok_or_else(|| {
        let mut line = format!("there is no rule `{name}`");
        if let Some(near) = suggest::nearest(name, rules::RULES.iter().map(|rule| rule.id)) {
            let _ = write!(line, "; did you mean `{near}`?");
        }
        line.push_str(" (`closerace rules` lists them all)");
        line
    })
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::{Cli, Command, Format};

    fn check(args: &str) -> super::CheckArgs {
        let cli = Cli::try_parse_from(std::iter::once("closerace").chain(args.split_whitespace()));
        cli.unwrap().check
    }

    fn rule_ids(args: &str) -> String {
        check(args).rules().map_or_else(
            |error| error,
            |rules| rules.iter().map(|rule| rule.id).collect::<Vec<_>>().join(" "),
        )
    }

    #[test]
    fn declaration_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn check_is_the_default_command() {
        let cli =
            Cli::try_parse_from(["closerace", "check", "--format", "json", "a", "b"]).unwrap();
        let Some(Command::Check(explicit)) = cli.command else { panic!("no command") };
        let implicit = check("--format json a b");
        assert_eq!((explicit.format, &explicit.paths), (implicit.format, &implicit.paths));
        assert_eq!(check("").paths, [std::path::PathBuf::from(".")]);
    }

    #[test]
    fn patterns_of_the_go_tool_are_folders() {
        let roots = check("./... ... pkg/... x.go").roots();
        assert_eq!(
            roots.iter().map(|root| root.to_str().unwrap()).collect::<Vec<_>>(),
            [".", ".", "pkg", "x.go"]
        );
    }

    #[test]
    fn rules_are_chosen_by_name_over_all() {
        insta::assert_snapshot!(rule_ids(""), @"iterator-close tracker-reset killer-signal waitgroup-late-add close-send write-after-go");
        assert_eq!(
            rule_ids("--disable all --enable tracker-reset,iterator-close"),
            "iterator-close tracker-reset"
        );
        assert_eq!(rule_ids("--enable tracker-reset --disable all"), "tracker-reset");
        insta::assert_snapshot!(rule_ids("--enable all --disable write-after-go"), @"iterator-close tracker-reset killer-signal waitgroup-late-add close-send teardown-read");
        insta::assert_snapshot!(rule_ids("--disable all"), @"every rule is disabled: enable one with `--enable RULE`");
        insta::assert_snapshot!(rule_ids("--disable all --enable all"), @"`--enable all` and `--disable all` cannot both hold: leave one out");
        insta::assert_snapshot!(rule_ids("--enable tracker-rset"), @"there is no rule `tracker-rset`; did you mean `tracker-reset`? (`closerace rules` lists them all)");
        insta::assert_snapshot!(rule_ids("--enable zzz"), @"there is no rule `zzz` (`closerace rules` lists them all)");
    }

    #[test]
    fn output_is_format_and_file() {
        let outputs = check("-o sarif=out/a=b.sarif -o json=x.json").outputs;
        assert_eq!(outputs[0].format, Format::Sarif);
        assert_eq!(outputs[0].file, std::path::PathBuf::from("out/a=b.sarif"));
        assert_eq!(outputs.len(), 2);
        let error = |args: [&str; 3]| Cli::try_parse_from(args).unwrap_err().to_string();
        insta::assert_snapshot!(error(["closerace", "-o", "out.sarif"]), @r"
        error: invalid value 'out.sarif' for '--output <FORMAT=FILE>': write it as FORMAT=FILE, for example `sarif=closerace.sarif`

        For more information, try '--help'.
        ");
        insta::assert_snapshot!(error(["closerace", "-o", "xml=out"]), @r"
        error: invalid value 'xml=out' for '--output <FORMAT=FILE>': `xml` is no format: use text, concise, json or sarif

        For more information, try '--help'.
        ");
    }

    #[test]
    fn sarif_fails_on_request_only() {
        let fails = |args: &str| check(args).threshold().map(closerace_rules::Level::name);
        assert_eq!(fails(""), Some("note"));
        assert_eq!(fails("--format sarif"), None);
        assert_eq!(fails("--format sarif --fail-on warning"), Some("warning"));
        assert_eq!(fails("-o sarif=x"), Some("note"));
        assert_eq!(fails("--fail-on never"), None);
        assert_eq!(fails("--exit-zero"), None);
    }

    #[test]
    fn help() {
        // A terminal's width must not matter.
        insta::assert_snapshot!(Cli::command().term_width(100).render_help(), @r"
        Finds data races between teardown (Close, Reset, Stop, Kill) and running goroutines in Go sources

        Usage: closerace [OPTIONS] [PATH]...
               closerace <COMMAND>

        Commands:
          check    Analyse Go sources (what is done if no command is given)
          rules    List the rules
          explain  Show the documentation of a rule
          help     Print this message or the help of the given subcommand(s)

        Options:
          -h, --help     Print help (see more with '--help')
          -V, --version  Print version

        Input:
              --tests          Read test files (`*_test.go`) too
              --goos <OS>      Operating system to read for [default: linux]
              --goarch <ARCH>  Architecture to read for [default: amd64]
              --tags <TAG>     Build tags that hold
          [PATH]...            Files and folders to analyse; `DIR/...` is the same as `DIR` [default: .]

        Rules:
              --enable <RULE>           Run this rule too; `all` for every rule
              --disable <RULE>          Do not run this rule; `all` for none but those enabled by name
              --min-confidence <LEVEL>  Show findings of at least this confidence [default: medium]
                                        [possible values: high, medium, low]

        Output:
              --format <FORMAT>       Format on standard output [default: text] [possible values: text,
                                      concise, json, sarif]
          -o, --output <FORMAT=FILE>  Write a report to a file too; may be given several times
              --color <WHEN>          When to colour [default: auto] [possible values: auto, always, never]
              --stats                 Show counts and timings
          -v, --verbose               Name what was left out or read only in part
          -q, --quiet                 Show no summary

        Exit status:
              --fail-on <LEVEL>  Exit with 1 for findings of at least this level [default: note; with
                                 `--format sarif`: never] [possible values: note, warning, error, never]
              --exit-zero        Exit with 0 whatever is found

        Running:
              --threads <N>  Threads to use [default: as many as there are cores]

        Exit status: 0 nothing found, 1 findings, 2 bad use or input, 3 no Go files.
        ");
    }
}
