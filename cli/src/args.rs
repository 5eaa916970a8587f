//! The arguments: what can be asked for, and which combinations make sense.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};
use closerace_rules::{self as rules, Rule};

use crate::settings::{Confidence, FailOn};
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
    /// Show a JSON schema: of closerace.toml, or of the reports of `--format json`
    Schema(SchemaArgs),
    /// Show a script that completes commands and options in a shell
    Completions(CompletionsArgs),
    /// Show the manual page
    Man,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct CheckArgs {
    /// Files and folders to analyse; `DIR/...` is the same as `DIR`, `-` is standard input
    #[arg(value_name = "PATH", default_value = ".", help_heading = "Input")]
    pub(crate) paths: Vec<PathBuf>,

    /// Read test files (`*_test.go`) too
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", help_heading = "Input")]
    pub(crate) tests: Option<bool>,

    /// Report findings in generated files too
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", help_heading = "Input")]
    pub(crate) generated: Option<bool>,

    /// Files to read but not to report on, as in a .gitignore file
    #[arg(long, value_name = "PATTERN", help_heading = "Input")]
    pub(crate) exclude: Vec<String>,

    /// Operating system to read for [default: linux]
    #[arg(long, value_name = "OS", help_heading = "Input")]
    pub(crate) goos: Option<String>,

    /// Architecture to read for [default: amd64]
    #[arg(long, value_name = "ARCH", help_heading = "Input")]
    pub(crate) goarch: Option<String>,

    /// Build tags that hold
    #[arg(long, value_name = "TAG", value_delimiter = ',', help_heading = "Input")]
    pub(crate) tags: Vec<String>,

    /// The file that standard input is to be taken for
    #[arg(long, value_name = "FILE", conflicts_with_all = ["since", "staged"], help_heading = "Input")]
    pub(crate) stdin_filename: Option<PathBuf>,

    /// Run this rule too; `all` for every rule
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    pub(crate) enable: Vec<String>,

    /// Do not run this rule; `all` for none but those enabled by name
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    pub(crate) disable: Vec<String>,

    /// Show findings of at least this confidence [default: medium]
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = "Rules")]
    pub(crate) min_confidence: Option<Confidence>,

    /// Show only findings that this file does not know
    #[arg(long, value_name = "FILE", help_heading = "Only what is new")]
    pub(crate) baseline: Option<PathBuf>,

    /// Write all findings to this file, for `--baseline`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "since", "staged"], help_heading = "Only what is new")]
    pub(crate) write_baseline: Option<PathBuf>,

    /// Show only findings that are new since the common ancestor with this git revision
    #[arg(long, value_name = "REV", help_heading = "Only what is new")]
    pub(crate) since: Option<String>,

    /// Show only findings that the changes in git's index bring, and read files as they are there; all if no Go file has
    /// changes there
    #[arg(long, conflicts_with = "since", help_heading = "Only what is new")]
    pub(crate) staged: bool,

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

    /// Show counts, timings and memory
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

    /// The file with the settings [default: closerace.toml in the repository]
    #[arg(long, value_name = "FILE", help_heading = "Settings")]
    pub(crate) config: Option<PathBuf>,

    /// Read no file with settings
    #[arg(long, conflicts_with = "config", help_heading = "Settings")]
    pub(crate) no_config: bool,

    /// Show the settings and where each is from, and do nothing else
    #[arg(long, help_heading = "Settings")]
    pub(crate) show_settings: bool,

    /// Threads to use [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), help_heading = "Running")]
    pub(crate) threads: Option<u16>,

    /// Take nothing from the cache, and leave nothing there
    #[arg(long, help_heading = "Running")]
    pub(crate) no_cache: bool,

    /// Folder of the cache [default: CLOSERACE_CACHE_DIR, or closerace among the user's caches]
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache", help_heading = "Running")]
    pub(crate) cache_dir: Option<PathBuf>,
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

#[derive(Args, Debug)]
pub(crate) struct SchemaArgs {
    /// What the schema is of
    #[arg(value_enum, value_name = "WHAT")]
    pub(crate) of: Schema,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Schema {
    /// closerace.toml
    Config,
    /// The reports of `--format json`
    Report,
}

#[derive(Args, Debug)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
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
    /// Annotations in the log of a GitHub workflow
    Github,
    /// A code quality report of GitLab
    Gitlab,
    /// JUnit's XML, with one test suite for each file
    Junit,
    /// Checkstyle's XML
    Checkstyle,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ListFormat {
    /// A table
    Text,
    /// A list of objects
    Json,
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
        let format = Format::from_str(format, false).map_err(|_| {
            let known = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let known: Vec<_> = known.map(|value| value.get_name().to_owned()).collect();
            let (last, init) = known.split_last().map_or(("", &[][..]), |(l, i)| (l, i));
            format!("`{format}` is no format: use {} or {last}", init.join(", "))
        })?;
        Ok(Output { format, file: file.into() })
    }
}

impl CheckArgs {
    /// Whether standard input is to be read.
    pub(crate) fn is_stdin(&self) -> bool {
        self.paths == [Path::new("-")]
    }

    /// What is wrong with the paths together, in one line.
    pub(crate) fn complaint(&self) -> Option<&'static str> {
        let mentions_stdin = self.paths.iter().any(|path| path == Path::new("-"));
        match (mentions_stdin, self.is_stdin(), &self.stdin_filename) {
            (true, false, _) => Some("`-` is standard input, and goes with no other path"),
            (true, true, None) => Some(
                "`-` needs `--stdin-filename FILE`: the file that standard input is to be taken for",
            ),
            (false, _, Some(_)) => Some("`--stdin-filename` goes with the path `-`"),
            _ => None,
        }
    }

    /// The paths, with the go tool's `DIR/...` taken as `DIR`: everything below a folder is read anyway.
    ///
    /// Standard input stands for the file that it is to be taken for.
    pub(crate) fn roots(&self) -> Vec<PathBuf> {
        if let (true, Some(file)) = (self.is_stdin(), &self.stdin_filename) {
            return vec![file.clone()];
        }
        let without_dots = |path: &PathBuf| match path.to_str() {
            Some("...") => PathBuf::from("."),
            Some("/...") => PathBuf::from("/"),
            Some(text) => PathBuf::from(text.strip_suffix("/...").unwrap_or(text)),
            None => path.clone(),
        };
        self.paths.iter().map(without_dots).collect()
    }
}

/// The rule of that name; else one line that names the nearest.
pub(crate) fn known_rule(name: &str) -> Result<&'static Rule, String> {
    rules::find(name).ok_or_else(|| {
        let hint = suggest::hint(name, rules::RULES.iter().map(|rule| rule.id));
        format!("there is no rule `{name}`{hint} (`closerace rules` lists them all)")
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
        error: invalid value 'xml=out' for '--output <FORMAT=FILE>': `xml` is no format: use text, concise, json, sarif, github, gitlab, junit or checkstyle

        For more information, try '--help'.
        ");
    }

    #[test]
    fn standard_input_needs_a_name_and_no_company() {
        assert_eq!(check("- --stdin-filename x.go").complaint(), None);
        assert_eq!(check("- --stdin-filename x.go").roots(), [std::path::PathBuf::from("x.go")]);
        for args in ["-", "- a", "a --stdin-filename x.go", "a - --stdin-filename x.go"] {
            assert!(check(args).complaint().is_some(), "{args}");
        }
    }

    #[test]
    fn help() {
        // A terminal's width must not matter.
        insta::assert_snapshot!(Cli::command().term_width(100).render_help(), @r"
        Finds data races between teardown (Close, Reset, Stop, Kill) and running goroutines in Go sources

        Usage: closerace [OPTIONS] [PATH]...
               closerace <COMMAND>

        Commands:
          check        Analyse Go sources (what is done if no command is given)
          rules        List the rules
          explain      Show the documentation of a rule
          schema       Show a JSON schema: of closerace.toml, or of the reports of `--format json`
          completions  Show a script that completes commands and options in a shell
          man          Show the manual page
          help         Print this message or the help of the given subcommand(s)

        Options:
          -h, --help     Print help (see more with '--help')
          -V, --version  Print version

        Input:
              --tests[=<BOOL>]         Read test files (`*_test.go`) too [possible values: true, false]
              --generated[=<BOOL>]     Report findings in generated files too [possible values: true, false]
              --exclude <PATTERN>      Files to read but not to report on, as in a .gitignore file
              --goos <OS>              Operating system to read for [default: linux]
              --goarch <ARCH>          Architecture to read for [default: amd64]
              --tags <TAG>             Build tags that hold
              --stdin-filename <FILE>  The file that standard input is to be taken for
          [PATH]...                    Files and folders to analyse; `DIR/...` is the same as `DIR`, `-` is
                                       standard input [default: .]

        Rules:
              --enable <RULE>           Run this rule too; `all` for every rule
              --disable <RULE>          Do not run this rule; `all` for none but those enabled by name
              --min-confidence <LEVEL>  Show findings of at least this confidence [default: medium]
                                        [possible values: high, medium, low]

        Only what is new:
              --baseline <FILE>        Show only findings that this file does not know
              --write-baseline <FILE>  Write all findings to this file, for `--baseline`
              --since <REV>            Show only findings that are new since the common ancestor with this
                                       git revision
              --staged                 Show only findings that the changes in git's index bring, and read
                                       files as they are there; all if no Go file has changes there

        Output:
              --format <FORMAT>       Format on standard output [default: text] [possible values: text,
                                      concise, json, sarif, github, gitlab, junit, checkstyle]
          -o, --output <FORMAT=FILE>  Write a report to a file too; may be given several times
              --color <WHEN>          When to colour [default: auto] [possible values: auto, always, never]
              --stats                 Show counts, timings and memory
          -v, --verbose               Name what was left out or read only in part
          -q, --quiet                 Show no summary

        Exit status:
              --fail-on <LEVEL>  Exit with 1 for findings of at least this level [default: note; with
                                 `--format sarif`: never] [possible values: note, warning, error, never]
              --exit-zero        Exit with 0 whatever is found

        Settings:
              --config <FILE>  The file with the settings [default: closerace.toml in the repository]
              --no-config      Read no file with settings
              --show-settings  Show the settings and where each is from, and do nothing else

        Running:
              --threads <N>      Threads to use [default: as many as there are cores]
              --no-cache         Take nothing from the cache, and leave nothing there
              --cache-dir <DIR>  Folder of the cache [default: CLOSERACE_CACHE_DIR, or closerace among the
                                 user's caches]

        Exit status: 0 nothing found, 1 findings, 2 bad use or input, 3 no Go files.
        ");
    }
}
