//! `--show-settings`: the settings as the file would have them, each with where it is from.

use std::fmt::{Display, Write as _};
use std::path::Path;

use analyzer::Locker;
use closerace_analyzer as analyzer;

use super::{Origin, Setting, Settings, file};

impl Settings {
    /// The settings, in TOML.
    pub(crate) fn show(&self) -> String {
        let mut lines = Lines(Vec::new());
        lines.add("tests", self.tests.value.to_string(), &self.tests);
        lines.add("generated", self.generated.value.to_string(), &self.generated);
        lines.list("exclude", &self.exclude);
        lines.add("goos", quoted(&self.goos.value), &self.goos);
        lines.add("goarch", quoted(&self.goarch.value), &self.goarch);
        lines.list("tags", &self.tags);
        lines.add("min-confidence", quoted(&self.min_confidence.value), &self.min_confidence);
        match &self.fail_on.value {
            Some(least) => lines.add("fail-on", quoted(least), &self.fail_on),
            None => lines.add("fail-on", "\"note\"".into(), &self.fail_on),
        }
        match &self.baseline.value {
            Some(path) => {
                // As the file has it.
                let folder = self.project.file.as_deref().and_then(Path::parent);
                let below = folder.and_then(|folder| path.strip_prefix(folder).ok());
                lines.add("baseline", quoted(&below.unwrap_or(path).display()), &self.baseline);
            }
            None => lines.bare("# baseline: none"),
        }
        lines.bare("\n[rules]");
        for setting in &self.rules {
            let level = setting.level.map_or("off", |level| level.name());
            lines.row(setting.rule.id, quoted(&level), &setting.from);
        }
        lines.bare("\n[ignores]");
        lines.add("require-reason", self.require_reason.value.to_string(), &self.require_reason);
        lines.add("report-unused", self.report_unused.value.to_string(), &self.report_unused);
        lines.bare("\n[names]");
        lines.list("teardown", &self.teardown);
        lines.list("reset", &self.reset);
        lines.list("spawners", &self.spawners);
        lines.list("waiters", &self.waiters);
        let lockers = self.lockers.value.iter().map(|Locker { lock, unlock, shared }| {
            let shared = if *shared { ", shared = true" } else { "" };
            format!("{{ lock = {}, unlock = {}{shared} }}", quoted(lock), quoted(unlock))
        });
        let lockers = lockers.collect::<Vec<_>>().join(", ");
        lines.add("lockers", format!("[{lockers}]"), &self.lockers);

        let place = match &self.project.file {
            Some(_) => format!("# {}\n", self.project.shown),
            None => format!("# no {} was found\n", file::NAME),
        };
        lines.text(place)
    }
}

fn quoted(value: &dyn Display) -> String {
    format!("\"{}\"", value.to_string().replace('\\', "\\\\").replace('"', "\\\""))
}

/// Lines of TOML, each with a remark behind it.
struct Lines(Vec<(String, String)>);

impl Lines {
    fn add<T>(&mut self, key: &str, value: String, setting: &Setting<T>) {
        self.row(key, value, &setting.from);
    }

    fn row(&mut self, key: &str, value: String, from: &Origin) {
        let from = match from {
            Origin::Default => "default".to_owned(),
            Origin::File(line) => format!("line {line}"),
            Origin::Option(name) => (*name).to_owned(),
        };
        self.0.push((format!("{key} = {value}"), from));
    }

    fn list<T: Display>(&mut self, key: &str, setting: &Setting<Vec<T>>) {
        let values: Vec<String> = setting.value.iter().map(|value| quoted(value)).collect();
        self.add(key, format!("[{}]", values.join(", ")), setting);
    }

    fn bare(&mut self, line: &str) {
        self.0.push((line.to_owned(), String::new()));
    }

    fn text(self, mut text: String) -> String {
        // A long list must not push the other remarks away.
        const WIDEST: usize = 44;
        let widths = self.0.iter().filter(|(_, from)| !from.is_empty());
        let widths = widths.map(|(line, _)| line.chars().count());
        let width = widths.filter(|width| *width <= WIDEST).max().unwrap_or(0);
        for (line, from) in &self.0 {
            let _ = match from.is_empty() {
                true => writeln!(text, "{line}"),
                false => writeln!(text, "{line:width$}  # {from}"),
            };
        }
        text
    }
}
