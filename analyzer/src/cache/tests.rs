//! Unit tests of the cache: what it keeps, and how much of it.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::{Cache, MAX_RESULTS, RESULT, ResultKey, TextKey};
use crate::syntax::FileParser;
use crate::syntax::facts::FileFacts;

fn text(number: usize, lines: usize) -> String {
    format!("package p{number}\n{}", "var _ = f(a.b, 1)\n".repeat(lines))
}

fn read(text: &str) -> FileFacts {
    FileParser::new().read(text.as_bytes())
}

/// A run that wants the facts of some texts; how many of them were there.
fn run(folder: &Path, project: &str, texts: &[String]) -> usize {
    let cache = Cache::new(folder);
    let key = |text: &String| TextKey::of(text.as_bytes());
    let facts = cache.facts(project, texts.iter().map(|text| (key(text), text.len() as u64)));
    for text in texts {
        let found = facts.get(key(text), || read(text));
        assert_eq!(format!("{found:?}"), format!("{:?}", read(text)));
    }
    let n_files = facts.finish();
    assert_eq!(cache.into_remarks(), Vec::<String>::new());
    n_files
}

#[test]
fn facts_come_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let texts: Vec<String> = (0..20).map(|number| text(number, number)).collect();
    assert_eq!(run(folder.path(), "a", &texts), 0);
    assert_eq!(run(folder.path(), "a", &texts), 20);
    assert_eq!(run(folder.path(), "b", &texts), 0, "projects are apart");
}

#[test]
fn what_other_branches_have_stays() {
    let folder = tempfile::tempdir().unwrap();
    let texts: Vec<String> = (0..20).map(|number| text(number, 20)).collect();
    run(folder.path(), "a", &texts[..15]);
    assert_eq!(run(folder.path(), "a", &texts[10..]), 5);
    assert_eq!(run(folder.path(), "a", &texts), 20);
}

#[test]
fn small_changes_are_not_worth_writing() {
    let folder = tempfile::tempdir().unwrap();
    let mut texts: Vec<String> = (0..200).map(|number| text(number, 20)).collect();
    run(folder.path(), "a", &texts);
    texts[7] = text(1000, 20);
    assert_eq!(run(folder.path(), "a", &texts), 199);
    assert_eq!(run(folder.path(), "a", &texts), 199, "one file in 200");
    for (number, changed) in texts.iter_mut().enumerate().take(10) {
        *changed = text(1000 + number, 20);
    }
    assert_eq!(run(folder.path(), "a", &texts), 190);
    assert_eq!(run(folder.path(), "a", &texts), 200, "ten files in 200");
}

#[test]
fn packs_do_not_grow_without_end() {
    let folder = tempfile::tempdir().unwrap();
    let size = || {
        let sizes = fs::read_dir(folder.path()).unwrap().map(|entry| {
            let entry = entry.unwrap();
            let is_pack = entry.path().extension().is_some_and(|kind| kind == super::FACTS);
            if is_pack { entry.metadata().unwrap().len() } else { 0 }
        });
        sizes.sum::<u64>()
    };
    let mut sizes = Vec::new();
    for round in 0..8 {
        run(folder.path(), "a", &[text(round, 8_000)]);
        sizes.push(size());
    }
    let one = sizes[0];
    assert!(one > super::pack::MIN_UNUSED_BYTES);
    assert!(sizes.iter().all(|size| *size < 3 * one), "{sizes:?}");
    assert_eq!(run(folder.path(), "a", &[text(7, 8_000)]), 1);
    assert_eq!(run(folder.path(), "a", &[text(0, 8_000)]), 0, "the oldest is gone");
}

fn result_key(number: usize) -> ResultKey {
    let mut key = ResultKey::new();
    key.add(&number);
    key
}

#[test]
fn results_come_back_and_the_oldest_go() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::new(folder.path());
    assert_eq!(cache.result::<String>(&result_key(0)), None);
    cache.keep_result(&result_key(0), &"zero");
    let file = |number| cache.path(result_key(number).hash(), RESULT);
    // File systems may count time in seconds.
    let age = |number, seconds| {
        let time = SystemTime::now() - Duration::from_secs(seconds);
        fs::File::options().append(true).open(file(number)).unwrap().set_modified(time).unwrap();
    };
    for number in 1..=MAX_RESULTS {
        cache.keep_result(&result_key(number), &"more");
        age(number, 1000);
        if number == 1 {
            age(1, 2000);
            age(0, 3000);
            assert_eq!(cache.result::<String>(&result_key(0)).as_deref(), Some("zero"));
        }
    }
    assert!(file(0).exists(), "it was used since");
    assert!(!file(1).exists(), "it was used longest ago");
    assert!(cache.into_remarks().is_empty());
}

#[test]
fn abandoned_files_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::new(folder.path());
    for (name, hours) in [(".closerace-old", 48), (".closerace-new", 1), ("foreign", 48)] {
        let file = fs::File::create(folder.path().join(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(hours * 3600)).unwrap();
    }
    cache.keep_result(&result_key(0), &"zero");
    let is_there = |name: &str| folder.path().join(name).exists();
    assert!(!is_there(".closerace-old") && is_there(".closerace-new") && is_there("foreign"));
}

#[test]
fn keys_tell_inputs_apart() {
    let key = |inputs: &[&str]| {
        let mut key = ResultKey::new();
        inputs.iter().for_each(|input| key.add(input));
        key.hash()
    };
    assert_eq!(key(&["a", "b"]), key(&["a", "b"]));
    assert_ne!(key(&["a", "b"]), key(&["a\"\n\"b"]));
    assert_ne!(key(&["ab"]), key(&["a", "b"]));
}
