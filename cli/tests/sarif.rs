//! The SARIF reports of whole runs have the shape that code scanning services rely on. `testdata/check_reports.py` holds
//! them against the schema.

use std::collections::BTreeSet;
use std::path::Path;

use closerace_rules::RULES;
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use crate::bad_input::STORE;
use crate::support::{TempFolder, closerace, folders, testdata};

pub(crate) fn tests() -> Vec<Trial> {
    let programs = testdata().join("programs");
    let mut tests: Vec<Trial> = folders(&programs)
        .into_iter()
        .map(|name| {
            let folder = programs.join(&name);
            Trial::test(format!("sarif::{name}"), move || {
                let run = sarif_run(&folder)?;
                check_results(&run);
                Ok(())
            })
        })
        .collect();
    tests.push(Trial::test("sarif::unusual_paths", unusual_paths));
    tests.push(Trial::test("sarif::the_same_from_everywhere", the_same_from_everywhere));
    tests.push(Trial::test("sarif::broken_files_are_notified", broken_files_are_notified));
    tests
}

/// The only run of the report on a folder; what does not depend on the results is checked here.
fn sarif_run(folder: &Path) -> Result<Value, Failed> {
    let output = closerace(folder, ["--format", "sarif", "--min-confidence", "low"])?;
    output.expect_status(0)?;
    let log: Value = serde_json::from_str(&output.stdout)?;
    assert_eq!(log["version"], "2.1.0");
    assert!(text(&log["$schema"]).contains("sarif-2.1.0"), "{}", log["$schema"]);
    assert_eq!(list(&log["runs"]).len(), 1);
    let run = log["runs"][0].clone();
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "closerace");
    let described: Vec<&str> =
        list(&driver["rules"]).iter().map(|rule| text(&rule["id"])).collect();
    assert_eq!(described, RULES.iter().map(|rule| rule.id).collect::<Vec<_>>());
    for rule in list(&driver["rules"]) {
        check_rule(rule);
    }
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    check_places(&run);
    Ok(run)
}

/// What code scanning asks of a rule, and its limits.
fn check_rule(rule: &Value) {
    let length = |value: &Value| text(value).chars().count();
    assert!(length(&rule["name"]) <= 255 && rule["name"] != rule["id"], "{rule}");
    for (member, limit) in
        [("shortDescription", 1_024), ("fullDescription", 1_024), ("help", usize::MAX)]
    {
        assert!((1..=limit).contains(&length(&rule[member]["text"])), "{member} of {}", rule["id"]);
    }
    assert!(length(&rule["help"]["markdown"]) > 0, "{}", rule["id"]);
    assert!(["error", "warning", "note"].contains(&text(&rule["defaultConfiguration"]["level"])));
    let properties = &rule["properties"];
    assert!(list(&properties["tags"]).len() <= 10, "{properties}");
    assert!(["low", "medium", "high", "very-high"].contains(&text(&properties["precision"])));
}

fn check_results(run: &Value) {
    let mut fingerprints = BTreeSet::new();
    for result in list(&run["results"]) {
        let rule = &RULES[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(result["ruleId"], rule.id);
        assert!(["error", "warning", "note"].contains(&text(&result["level"])));
        assert!(["high", "medium", "low"].contains(&text(&result["properties"]["confidence"])));
        assert!(!text(&result["message"]["text"]).is_empty());

        let [location] = list(&result["locations"]) else { panic!("not one location: {result}") };
        let [cell] = list(&location["logicalLocations"]) else { panic!("not one cell: {result}") };
        assert!(["member", "type", "variable"].contains(&text(&cell["kind"])), "{cell}");
        assert!(text(&cell["fullyQualifiedName"]).ends_with(text(&cell["name"])), "{cell}");
        assert!(location["physicalLocation"]["region"].is_object(), "{location}");

        let [flow] = list(&result["codeFlows"]) else { panic!("not one code flow: {result}") };
        let [teardown, goroutine] = list(&flow["threadFlows"]) else { panic!("not two threads") };
        let steps = |thread: &Value| list(&thread["locations"]).to_vec();
        let access = &steps(teardown).pop().unwrap()["location"]["physicalLocation"];
        assert_eq!(access, &location["physicalLocation"], "the teardown's last step is the result");
        // The `go` statement and the access at the least.
        assert!(steps(goroutine).len() > 1, "{goroutine}");
        for step in steps(teardown).iter().chain(&steps(goroutine)) {
            assert_eq!(step["location"]["logicalLocations"][0]["kind"], "function", "{step}");
        }
        check_links(result);

        let fingerprint = text(&result["partialFingerprints"]["closerace/v1"]);
        let hexadecimal = fingerprint.chars().all(|digit| digit.is_ascii_hexdigit());
        assert!(fingerprint.len() == 32 && hexadecimal, "{fingerprint}");
        assert!(fingerprints.insert(fingerprint), "{fingerprint} twice");
    }
}

/// Every related location is linked from the message, and every link leads to one.
fn check_links(result: &Value) {
    let message = text(&result["message"]["text"]);
    let related = list(&result["relatedLocations"]);
    for (location, id) in related.iter().zip(1..) {
        assert_eq!(location["id"], id);
        assert!(message.contains(&format!("]({id})")), "{id} is not linked: {message}");
    }
    assert!(!message.contains(&format!("]({})", related.len() + 1)), "{message}");
}

/// Wherever a place stands: its URI is relative and encoded, its region begins at 1 and is not empty.
fn check_places(value: &Value) {
    if let Some(place) = value.get("physicalLocation") {
        let uri = text(&place["artifactLocation"]["uri"]);
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
        assert!(uri.chars().all(allowed) && !uri.starts_with(['/', '.']), "{uri}");
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        if let Some(region) = place.get("region") {
            let at = |name: &str| region[name].as_u64().unwrap();
            let (start, end) =
                ((at("startLine"), at("startColumn")), (at("endLine"), at("endColumn")));
            assert!(start.0 >= 1 && start.1 >= 1 && start < end, "{region}");
        }
    }
    match value {
        Value::Array(values) => values.iter().for_each(check_places),
        Value::Object(members) => members.values().for_each(check_places),
        _ => {}
    }
}

fn unusual_paths() -> Result<(), Failed> {
    let folder = TempFolder::module();
    folder.write("a b/ü%1.go", STORE);
    let run = sarif_run(folder.path())?;
    check_results(&run);
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b/%C3%BC%251.go");
    Ok(())
}

/// Where closerace is started, and how the sources are named, must not matter to what a service gets.
fn the_same_from_everywhere() -> Result<(), Failed> {
    let folder = TempFolder::new();
    folder.copy(&testdata().join("programs/logship"));
    let inner = folder.path().join("sink");
    let outer = TempFolder::new();
    let whole = folder.path().to_str().unwrap();
    let results = |from: &Path, path: &str| -> Result<Value, Failed> {
        let output = closerace(from, ["check", "--format", "sarif", path])?;
        output.expect_status(0)?;
        let log: Value = serde_json::from_str(&output.stdout)?;
        let results = log["runs"][0]["results"].clone();
        assert!(!list(&results).is_empty());
        Ok(results)
    };
    let expected = results(folder.path(), ".")?;
    for (from, path) in
        [(folder.path(), "./..."), (folder.path(), whole), (&inner, ".."), (outer.path(), whole)]
    {
        assert_eq!(results(from, path)?, expected, "{path} from {}", from.display());
    }
    Ok(())
}

fn broken_files_are_notified() -> Result<(), Failed> {
    let folder = TempFolder::module();
    folder.write("store.go", STORE);
    folder.write("broken.go", "package store\n\nfunc f() { x := = 1 }\n\nfunc g() {}}}\n");
    let run = sarif_run(folder.path())?;
    check_results(&run);
    let [notification] = list(&run["invocations"][0]["toolExecutionNotifications"]) else {
        panic!("not one notification: {}", run["invocations"])
    };
    let place = &notification["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "broken.go");
    Ok(())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}
