//! The settings of a run: defaults, over which `closerace.toml` wins, over which options win. Each knows where its
//! value is from.

pub(crate) mod file;
mod project;
mod show;

use std::fmt;
use std::path::{Path, PathBuf};

use analyzer::source::{BuildContext, Exclude};
use analyzer::{FuncName, Locker, Names};
use clap::ValueEnum;
use closerace_analyzer as analyzer;
use closerace_rules::{self as rules, Level, Rule};
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::args::{CheckArgs, known_rule};
pub(crate) use project::Project;

/// How sure a finding must be.
#[derive(ValueEnum, Deserialize, JsonSchema, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "lowercase")]
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

/// How grave a finding must be for the run to fail.
#[derive(ValueEnum, Deserialize, JsonSchema, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "lowercase")]
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

/// Whether a rule runs, and how grave its findings are.
#[derive(Deserialize, JsonSchema, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RuleLevel {
    /// The rule does not run.
    Off,
    /// The rule runs at its own level.
    On,
    /// Its findings are notes.
    Note,
    /// Its findings are warnings.
    Warning,
    /// Its findings are errors.
    Error,
}

/// Where the value of a setting is from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Origin {
    /// Nobody has said anything.
    Default,
    /// That line of the file.
    File(usize),
    /// That option.
    Option(&'static str),
}

/// A value and where it is from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    pub(crate) from: Origin,
}

/// A rule as it is to run.
#[derive(Clone, Debug)]
pub(crate) struct RuleSetting {
    pub(crate) rule: &'static Rule,
    /// The level of its findings; none if it does not run.
    pub(crate) level: Option<Level>,
    pub(crate) from: Origin,
}

/// What a run is to do, as far as a file can say it.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Where the run is.
    pub(crate) project: Project,
    pub(crate) tests: Setting<bool>,
    pub(crate) generated: Setting<bool>,
    /// Patterns, relative to the folder of the file, or to the current one if an option gives them.
    pub(crate) exclude: Setting<Vec<String>>,
    pub(crate) goos: Setting<String>,
    pub(crate) goarch: Setting<String>,
    pub(crate) tags: Setting<Vec<String>>,
    pub(crate) min_confidence: Setting<Confidence>,
    /// None stands for the format's own: `note`, or `never` for SARIF.
    pub(crate) fail_on: Setting<Option<FailOn>>,
    /// A path that can be opened.
    pub(crate) baseline: Setting<Option<PathBuf>>,
    /// Every rule, in the registry's order.
    pub(crate) rules: Vec<RuleSetting>,
    pub(crate) require_reason: Setting<bool>,
    pub(crate) report_unused: Setting<bool>,
    pub(crate) teardown: Setting<Vec<FuncName>>,
    pub(crate) reset: Setting<Vec<FuncName>>,
    pub(crate) spawners: Setting<Vec<FuncName>>,
    pub(crate) waiters: Setting<Vec<FuncName>>,
    pub(crate) lockers: Setting<Vec<Locker>>,
    /// What is looked at, in one line: what a run with another scope does not find need not be gone.
    pub(crate) scope: String,
    /// The folder that patterns are relative to.
    pattern_root: PathBuf,
    excluded: Exclude,
}

/// Puts the sources of a value in order: option, file, default.
struct Sources<'a> {
    read: Option<&'a file::Read>,
}

impl Sources<'_> {
    fn pick<T, F: Clone>(
        &self,
        option: Option<(T, &'static str)>,
        in_file: Option<&Spanned<F>>,
        of_file: impl FnOnce(F) -> T,
        default: T,
    ) -> Setting<T> {
        match (option, in_file, self.read) {
            (Some((value, name)), _, _) => Setting { value, from: Origin::Option(name) },
            (None, Some(value), Some(read)) => Setting {
                value: of_file(value.get_ref().clone()),
                from: Origin::File(read.line(value)),
            },
            _ => Setting { value: default, from: Origin::Default },
        }
    }
}

impl Settings {
    /// The settings for these arguments, with the file that belongs to the paths; else one line on what is wrong.
    pub(crate) fn resolve(args: &CheckArgs, current: Option<&Path>) -> Result<Self, String> {
        let project = Project::find(args, current)?;
        let read = project.read_file()?;
        let defaults = file::File::default();
        let file = read.as_ref().map_or(&defaults, |read| &read.file);
        let from = Sources { read: read.as_ref() };
        let listed = |list: &[String], name| (!list.is_empty()).then(|| (list.to_vec(), name));
        let folder = project.file.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));

        let exclude = from.pick(
            listed(&args.exclude, "--exclude"),
            file.exclude.as_ref(),
            |patterns| patterns,
            Vec::new(),
        );
        let pattern_root = match exclude.from {
            Origin::File(_) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let pattern_root =
            pattern_root.canonicalize().unwrap_or_else(|_| pattern_root.to_path_buf());
        let excluded = Exclude::new(&pattern_root, &exclude.value)?;
        let names = |in_file: &Option<Spanned<Vec<Spanned<String>>>>| {
            from.pick(None, in_file.as_ref(), |list| func_names(&list), Vec::new())
        };
        let baseline = args.baseline.clone().map(|path| (Some(path), "--baseline"));
        let mut settings = Self {
            tests: from.pick(
                args.tests.map(|on| (on, "--tests")),
                file.tests.as_ref(),
                |on| on,
                false,
            ),
            generated: from.pick(
                args.generated.map(|on| (on, "--generated")),
                file.generated.as_ref(),
                |on| on,
                false,
            ),
            goos: from.pick(
                args.goos.clone().map(|os| (os, "--goos")),
                file.goos.as_ref(),
                |os| os,
                BuildContext::default().goos,
            ),
            goarch: from.pick(
                args.goarch.clone().map(|arch| (arch, "--goarch")),
                file.goarch.as_ref(),
                |arch| arch,
                BuildContext::default().goarch,
            ),
            tags: from.pick(listed(&args.tags, "--tags"), file.tags.as_ref(), |tags| tags, vec![]),
            min_confidence: from.pick(
                args.min_confidence.map(|least| (least, "--min-confidence")),
                file.min_confidence.as_ref(),
                |least| least,
                Confidence::Medium,
            ),
            fail_on: from.pick(
                match (args.exit_zero, args.fail_on) {
                    (true, _) => Some((Some(FailOn::Never), "--exit-zero")),
                    (false, Some(least)) => Some((Some(least), "--fail-on")),
                    (false, None) => None,
                },
                file.fail_on.as_ref(),
                Some,
                None,
            ),
            baseline: from.pick(
                baseline,
                file.baseline.as_ref(),
                |path| Some(folder.join(path)),
                None,
            ),
            rules: rule_settings(args, file, read.as_ref())?,
            require_reason: from.pick(None, file.ignores.require_reason.as_ref(), |on| on, false),
            report_unused: from.pick(None, file.ignores.report_unused.as_ref(), |on| on, true),
            teardown: names(&file.names.teardown),
            reset: names(&file.names.reset),
            spawners: names(&file.names.spawners),
            waiters: names(&file.names.waiters),
            lockers: match (&file.names.lockers, &read) {
                (Some(list), Some(read)) => Setting {
                    value: list.get_ref().iter().filter_map(locker).collect(),
                    from: Origin::File(read.line(list)),
                },
                _ => Setting { value: Vec::new(), from: Origin::Default },
            },
            scope: String::new(),
            exclude,
            pattern_root,
            excluded,
            project,
        };
        settings.scope = settings.scope_of(&args.roots());
        Ok(settings)
    }

    fn scope_of(&self, roots: &[PathBuf]) -> String {
        let mut paths: Vec<String> = roots
            .iter()
            .map(|path| {
                let path = path.canonicalize().unwrap_or_else(|_| path.clone());
                let path = path.strip_prefix(&self.project.root).unwrap_or(&path);
                if path.as_os_str().is_empty() { ".".into() } else { path.display().to_string() }
            })
            .collect();
        paths.sort_unstable();
        paths.dedup();
        format!(
            "{} | tests {} | generated {} | {}/{} | tags {} | confidence {}",
            paths.join(" "),
            self.tests.value,
            self.generated.value,
            self.goos.value,
            self.goarch.value,
            if self.tags.value.is_empty() { "none".into() } else { self.tags.value.join(",") },
            self.min_confidence.value
        )
    }

    /// The rules that run.
    pub(crate) fn enabled(&self) -> Vec<&'static Rule> {
        let running = self.rules.iter().filter(|setting| setting.level.is_some());
        running.map(|setting| setting.rule).collect()
    }

    /// The level of a rule's findings.
    pub(crate) fn level(&self, rule: &Rule) -> Level {
        let setting = self.rules.iter().find(|setting| setting.rule.id == rule.id);
        setting.and_then(|setting| setting.level).unwrap_or(rule.level)
    }

    /// The level from which on findings make the run fail.
    ///
    /// A SARIF report is there to be uploaded, and a failing step would skip the upload: so it fails on request only.
    pub(crate) fn threshold(&self, is_sarif: bool) -> Option<Level> {
        match self.fail_on.value {
            None if is_sarif => None,
            Some(FailOn::Never) => None,
            Some(FailOn::Error) => Some(Level::Error),
            Some(FailOn::Warning) => Some(Level::Warning),
            Some(FailOn::Note) | None => Some(Level::Note),
        }
    }

    /// What the analysis is to do in a copy of the repository that stands in another folder.
    pub(crate) fn options_in(&self, folder: &Path) -> analyzer::Options {
        let root = self.pattern_root.strip_prefix(&self.project.root);
        let root = root.map_or_else(|_| folder.to_path_buf(), |root| folder.join(root));
        let exclude = Exclude::new(&root, &self.exclude.value).unwrap_or_default();
        analyzer::Options { exclude, ..self.options() }
    }

    /// What the analysis is to do.
    pub(crate) fn options(&self) -> analyzer::Options {
        analyzer::Options {
            build: BuildContext {
                goos: self.goos.value.clone(),
                goarch: self.goarch.value.clone(),
                tags: self.tags.value.clone(),
                ..BuildContext::default()
            },
            tests: self.tests.value,
            generated: self.generated.value,
            exclude: self.excluded.clone(),
            names: Names {
                teardown: self.teardown.value.clone(),
                reset: self.reset.value.clone(),
                spawners: self.spawners.value.clone(),
                waiters: self.waiters.value.clone(),
                lockers: self.lockers.value.clone(),
            },
            claims: rules::claims(&self.enabled()),
            min_confidence: self.min_confidence.value.into(),
            ..analyzer::Options::default()
        }
    }
}

/// Names that the file's check has let pass.
fn func_names(list: &[Spanned<String>]) -> Vec<FuncName> {
    list.iter().filter_map(|name| name.get_ref().parse().ok()).collect()
}

fn locker(locker: &file::Locker) -> Option<Locker> {
    let lock = locker.lock.get_ref().parse().ok()?;
    let unlock = locker.unlock.get_ref().parse().ok()?;
    Some(Locker { lock, unlock, shared: locker.shared })
}

const ALL: &str = "all";

/// The rules as the file and the options have them.
///
/// `all` is applied first and rules by name after it, so that the order of options does not matter.
fn rule_settings(
    args: &CheckArgs,
    file: &file::File,
    read: Option<&file::Read>,
) -> Result<Vec<RuleSetting>, String> {
    let names = |names: &[String]| -> Result<Vec<&'static str>, String> {
        let names = names.iter().filter(|name| *name != ALL);
        names.map(|name| known_rule(name).map(|rule| rule.id)).collect()
    };
    let (enabled, disabled) = (names(&args.enable)?, names(&args.disable)?);
    let all = |names: &[String]| names.iter().any(|name| name == ALL);
    if all(&args.enable) && all(&args.disable) {
        return Err("`--enable all` and `--disable all` cannot both hold: leave one out".into());
    }
    let settings: Vec<RuleSetting> = rules::RULES
        .iter()
        .map(|&rule| {
            let in_file = file.rules.iter().find(|(name, _)| name.get_ref() == rule.id);
            let (mut level, mut from) = match in_file.zip(read) {
                None => (rule.enabled_by_default.then_some(rule.level), Origin::Default),
                Some(((_, value), read)) => {
                    let level = match value.get_ref() {
                        RuleLevel::Off => None,
                        RuleLevel::On => Some(rule.level),
                        RuleLevel::Note => Some(Level::Note),
                        RuleLevel::Warning => Some(Level::Warning),
                        RuleLevel::Error => Some(Level::Error),
                    };
                    (level, Origin::File(read.line(value)))
                }
            };
            let on = enabled.contains(&rule.id);
            if disabled.contains(&rule.id) || (all(&args.disable) && !on) {
                (level, from) = (None, Origin::Option("--disable"));
            } else if (on || all(&args.enable)) && level.is_none() {
                (level, from) = (Some(rule.level), Origin::Option("--enable"));
            }
            RuleSetting { rule, level, from }
        })
        .collect();
    if settings.iter().all(|setting| setting.level.is_none()) {
        return Err("every rule is disabled: enable one with `--enable RULE`".into());
    }
    Ok(settings)
}

/// A rule's level if nobody says anything, in the words of the file.
pub(crate) fn default_level(rule: &Rule) -> &'static str {
    if rule.enabled_by_default { rule.level.name() } else { "off" }
}

impl fmt::Display for Confidence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        })
    }
}

impl fmt::Display for FailOn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            FailOn::Note => "note",
            FailOn::Warning => "warning",
            FailOn::Error => "error",
            FailOn::Never => "never",
        })
    }
}

#[cfg(test)]
mod tests;
