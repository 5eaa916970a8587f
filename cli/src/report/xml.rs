//! JUnit and Checkstyle: what build servers read.

use std::collections::BTreeMap;
use std::io;

use closerace_rules::Finding;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Report;

/// JUnit: one suite for each file with findings, one failed case for each of them. Without findings there is one suite
/// with a case that passed, because an empty report passes for a broken one.
pub(super) fn junit(report: &Report<'_>) -> Vec<u8> {
    let by_file = by_file(report);
    let n = report.findings.len().to_string();
    document(|writer| {
        let all = writer.create_element("testsuites").with_attributes([
            ("name", "closerace"),
            ("tests", if report.findings.is_empty() { "1" } else { &n }),
            ("failures", &n),
        ]);
        all.write_inner_content(|writer| {
            if by_file.is_empty() {
                let suite = writer.create_element("testsuite").with_attributes([
                    ("name", "closerace"),
                    ("tests", "1"),
                    ("failures", "0"),
                ]);
                suite.write_inner_content(|writer| {
                    let case = writer.create_element("testcase");
                    case.with_attributes([("name", "closerace"), ("classname", "closerace")])
                        .write_empty()?;
                    Ok(())
                })?;
            }
            for (file, findings) in &by_file {
                let n = findings.len().to_string();
                let suite = writer.create_element("testsuite").with_attributes([
                    ("name", *file),
                    ("tests", &n),
                    ("failures", &n),
                ]);
                suite.write_inner_content(|writer| {
                    findings
                        .iter()
                        .try_for_each(|finding| junit_case(writer, file, finding, report))
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

fn junit_case(
    writer: &mut Writer<Vec<u8>>,
    file: &str,
    finding: &Finding,
    report: &Report<'_>,
) -> io::Result<()> {
    let (line, _) = line_and_column(finding);
    let line = line.to_string();
    let name = format!("{}: {}", finding.rule.id, finding.conflict.cell.short_name());
    let case = writer.create_element("testcase").with_attributes([
        ("name", name.as_str()),
        ("classname", file),
        ("file", file),
        ("line", &line),
    ]);
    case.write_inner_content(|writer| {
        let failure = writer.create_element("failure").with_attributes([
            ("message", finding.texts.message.as_str()),
            ("type", finding.level.name()),
        ]);
        failure.write_text_content(BytesText::new(&details(finding, report)))?;
        Ok(())
    })?;
    Ok(())
}

/// Checkstyle: one error for each finding, below its file.
pub(super) fn checkstyle(report: &Report<'_>) -> Vec<u8> {
    let by_file = by_file(report);
    document(|writer| {
        let all = writer.create_element("checkstyle").with_attribute(("version", "4.3"));
        all.write_inner_content(|writer| {
            for (name, findings) in &by_file {
                let file = writer.create_element("file").with_attribute(("name", *name));
                file.write_inner_content(|writer| {
                    for finding in findings {
                        let (line, column) = line_and_column(finding);
                        let error = writer.create_element("error").with_attributes([
                            ("line", line.to_string().as_str()),
                            ("column", &column.to_string()),
                            // Checkstyle's word for a note.
                            (
                                "severity",
                                match finding.level.name() {
                                    "note" => "info",
                                    name => name,
                                },
                            ),
                            ("message", &finding.texts.message),
                            ("source", &format!("closerace.{}", finding.rule.id)),
                        ]);
                        error.write_empty()?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

fn by_file<'a>(report: &'a Report<'_>) -> BTreeMap<&'a str, Vec<&'a Finding>> {
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in report.findings {
        let Some(access) = finding.conflict.teardown.trace.last() else { continue };
        let file = report.sources.in_repository(access.location.file);
        by_file.entry(file).or_default().push(finding);
    }
    by_file
}

fn line_and_column(finding: &Finding) -> (u32, u32) {
    let access = finding.conflict.teardown.trace.last();
    access.map_or((1, 1), |step| (step.location.line.max(1), step.location.column.max(1)))
}

/// Both chains, the start, the reasons and the advice, in lines.
fn details(finding: &Finding, report: &Report<'_>) -> String {
    let conflict = &finding.conflict;
    let steps = |steps: &[closerace_analyzer::Step]| {
        let lines = steps.iter().map(|step| {
            let file = report.sources.in_repository(step.location.file);
            format!("  {}  {file}:{}", step.function, step.location.line)
        });
        lines.collect::<Vec<_>>()
    };
    let mut lines = vec!["teardown:".to_owned()];
    lines.extend(steps(&conflict.teardown.trace));
    lines.push("goroutine:".into());
    lines.extend(steps(&conflict.goroutine.trace));
    lines.push("start of the goroutine:".into());
    lines.extend(steps(std::slice::from_ref(&conflict.spawn)));
    lines.extend(finding.texts.reasons.iter().map(|reason| format!("why: {reason}")));
    lines.extend(
        finding.texts.remedies.iter().map(|remedy| format!("what would order them: {remedy}")),
    );
    lines.join("\n")
}

/// An indented document. Writing to memory does not fail.
fn document(content: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let written = writer
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .and_then(|()| content(&mut writer));
    debug_assert!(written.is_ok(), "{written:?}");
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use crate::args::Format;
    use crate::report::sample::Sample;

    #[test]
    fn junit_has_a_suite_for_each_file() {
        insta::assert_snapshot!(Sample::new().text(Format::Junit), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="closerace" tests="3" failures="3">
          <testsuite name="close.go" tests="3" failures="3">
            <testcase name="iterator-close: Cache.m" classname="close.go" file="close.go" line="16">
              <failure message="`Cache.m` is written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read it" type="error">teardown:
          (*Cache).Close  close.go:11
          (*Cache).drop  close.go:16
        goroutine:
          (*Cache).scan  close.go:5
        start of the goroutine:
          (*Cache).start  a dir/cache.go:18
        why: `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to end and does not wait for it
        why: the wait for `c.wg` (line 12) comes only after the write
        what would order them: move the wait for `c.wg` (line 12) before the write</failure>
            </testcase>
            <testcase name="iterator-close: Cache.n" classname="close.go" file="close.go" line="17">
              <failure message="`Cache.n` is written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read it" type="error">teardown:
          (*Cache).Close  close.go:11
          (*Cache).drop  close.go:17
        goroutine:
          (*Cache).scan  close.go:5
        start of the goroutine:
          (*Cache).start  a dir/cache.go:18
        why: `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to end and does not wait for it
        why: the wait for `c.wg` (line 12) comes only after the write
        what would order them: move the wait for `c.wg` (line 12) before the write</failure>
            </testcase>
            <testcase name="write-after-go: live" classname="close.go" file="close.go" line="17">
              <failure message="`live` is written by `(*Cache).drop` (reached from `(*Cache).Close`) after the start of the goroutine `(*Cache).scan`, which may already read it" type="warning">teardown:
          (*Cache).Close  close.go:11
          (*Cache).drop  close.go:17
        goroutine:
          (*Cache).scan  close.go:5
        start of the goroutine:
          (*Cache).start  a dir/cache.go:18
        why: `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to end and does not wait for it
        why: the wait for `c.wg` (line 12) comes only after the write
        what would order them: move the wait for `c.wg` (line 12) before the write</failure>
            </testcase>
          </testsuite>
        </testsuites>
        "#);
        insta::assert_snapshot!(Sample::clean().text(Format::Junit), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="closerace" tests="1" failures="0">
          <testsuite name="closerace" tests="1" failures="0">
            <testcase name="closerace" classname="closerace"/>
          </testsuite>
        </testsuites>
        "#);
    }

    #[test]
    fn checkstyle_has_a_file_for_each_file() {
        insta::assert_snapshot!(Sample::new().text(Format::Checkstyle), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <checkstyle version="4.3">
          <file name="close.go">
            <error line="16" column="11" severity="error" message="`Cache.m` is written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read it" source="closerace.iterator-close"/>
            <error line="17" column="2" severity="error" message="`Cache.n` is written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read it" source="closerace.iterator-close"/>
            <error line="17" column="2" severity="warning" message="`live` is written by `(*Cache).drop` (reached from `(*Cache).Close`) after the start of the goroutine `(*Cache).scan`, which may already read it" source="closerace.write-after-go"/>
          </file>
        </checkstyle>
        "#);
        insta::assert_snapshot!(Sample::clean().text(Format::Checkstyle), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <checkstyle version="4.3">
        </checkstyle>
        "#);
    }
}
