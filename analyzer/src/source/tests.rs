//! Tests of what is found and under which import paths, in small trees made for each.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A folder that is removed again.
struct Tree(PathBuf);

impl Tree {
    /// Makes a tree of (path, contents).
    fn new(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "closerace-source-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let root = std::env::temp_dir().canonicalize().unwrap().join(name).join("tree");
        fs::create_dir_all(&root).unwrap();
        let tree = Tree(root);
        for (path, text) in files {
            tree.write(path, text);
        }
        tree
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn find(&self, path: &str) -> SourceSet {
        self.find_with(path, &BuildContext::default(), false)
    }

    fn find_with(&self, path: &str, build: &BuildContext, tests: bool) -> SourceSet {
        discover(
            &[self.0.join(path)],
            &Discover { build, tests, exclude: &Exclude::default(), unsaved: None },
        )
        .unwrap()
    }

    /// Path below the tree, import path and role of each file.
    fn files(&self, set: &SourceSet) -> Vec<(String, String, FileRole)> {
        set.files
            .iter()
            .map(|file| (self.below(&file.absolute), file.import_path.clone(), file.role))
            .collect()
    }

    fn below(&self, path: &Path) -> String {
        walk::slashed(path.strip_prefix(&self.0).unwrap())
    }

    /// Path below the tree to import path.
    fn imports(&self, set: &SourceSet) -> BTreeMap<String, String> {
        self.files(set).into_iter().map(|(path, import, _)| (path, import)).collect()
    }

    fn visible(&self, set: &SourceSet, root: &str) -> Vec<(String, String)> {
        let module = set.modules.iter().find(|module| self.below(&module.root) == root).unwrap();
        let serves = |id: &ModuleId| self.below(&set.modules[id.0 as usize].root);
        module.visible.iter().map(|(path, id)| (path.clone(), serves(id))).collect()
    }

    fn id(&self, set: &SourceSet, root: &str) -> ModuleId {
        ModuleId(
            set.modules.iter().position(|module| self.below(&module.root) == root).unwrap() as u32
        )
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.0.parent().unwrap());
    }
}

fn pairs(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    list.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect()
}

fn list(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect()
}

const GO: &str = "package p\n";

#[test]
fn nested_modules_and_what_the_go_command_skips() {
    let tree = Tree::new(&[
        ("go.mod", "module example.com/a // the module\n\ngo 1.22.1\n"),
        ("a.go", GO),
        ("b/b.go", GO),
        ("b/b.txt", ""),
        (
            "n/go.mod",
            "module \"example.com/a/n\"\ngo 1.19\nrequire (\n\texample.com/x v1.0.0 // indirect\n)\n",
        ),
        ("n/sub/n.go", GO),
        ("testdata/t.go", GO),
        ("b/_skip/s.go", GO),
        ("b/.hidden/s.go", GO),
        ("b/_x.go", GO),
        ("b/.x.go", GO),
        ("b/vendor/v/v.go", GO),
    ]);
    for path in ["", "...", "./..."] {
        let set = tree.find(path);
        let expected = [
            ("a.go", "example.com/a"),
            ("b/b.go", "example.com/a/b"),
            ("n/sub/n.go", "example.com/a/n/sub"),
        ];
        assert_eq!(tree.imports(&set), pairs(&expected));
        assert_eq!(set.modules.len(), 2);
        assert_eq!((set.modules[0].go_version, set.modules[1].go_version), ((1, 22), (1, 19)));
        assert_eq!(
            tree.visible(&set, ""),
            list(&[("example.com/a/n", "n"), ("example.com/a", "")])
        );
        assert_eq!(set.problems, [""; 0]);
        let a = tree.id(&set, "");
        let n = tree.id(&set, "n");
        let leads = set.candidates(a, "example.com/a/n/sub");
        let expected =
            [(n, "example.com/a/n/sub".to_owned()), (a, "example.com/a/n/sub".to_owned())];
        assert_eq!(leads, expected);
        assert_eq!(set.candidates(a, "example.com/ab"), [(a, "example.com/ab".to_owned())]);
    }
    // A path that is given is read even so.
    assert_eq!(
        tree.imports(&tree.find("testdata")),
        pairs(&[("testdata/t.go", "example.com/a/testdata")])
    );
    assert_eq!(
        tree.imports(&tree.find("b/_skip/...")),
        pairs(&[("b/_skip/s.go", "example.com/a/b/_skip")])
    );
    assert_eq!(tree.imports(&tree.find("b/vendor/v")), pairs(&[("b/vendor/v/v.go", "v")]));
    assert_eq!(
        tree.imports(&tree.find("b/_x.go")),
        pairs(&[("b/_x.go", "example.com/a/b"), ("b/b.go", "example.com/a/b")])
    );
}

#[test]
fn the_module_above_the_path_gives_the_import_path() {
    let tree =
        Tree::new(&[("go.mod", "module m\n"), ("x/y/y.go", GO), ("x/y/z/z.go", GO), ("a.go", GO)]);
    let set = tree.find("x/y");
    assert_eq!(tree.imports(&set), pairs(&[("x/y/y.go", "m/x/y"), ("x/y/z/z.go", "m/x/y/z")]));
    assert_eq!(set.modules[0].go_version, (1, 26));
    // A file stands for its package, and for no folder below.
    assert_eq!(tree.imports(&tree.find("x/y/y.go")), pairs(&[("x/y/y.go", "m/x/y")]));
}

#[test]
fn workspaces_and_replaced_modules() {
    let tree = Tree::new(&[
        ("go.work", "go 1.21\nuse (\n\t./a\n\t./b\n)\nreplace example.com/w => ./w\n"),
        (
            "a/go.mod",
            "module example.com/a\nreplace example.com/old v1.0.0 => ../fork\nreplace example.com/r => example.com/s v1.0.0\n",
        ),
        ("a/a.go", GO),
        ("b/go.mod", "module example.com/b\n"),
        ("fork/go.mod", "module example.com/new\n"),
        ("fork/p/f.go", GO),
        ("other/b/go.mod", "module example.com/b\n"),
        ("w/go.mod", "module example.com/ww\n"),
    ]);
    let set = tree.find("");
    let expected = [
        ("example.com/new", "fork"),
        ("example.com/old", "fork"),
        ("example.com/ww", "w"),
        ("example.com/a", "a"),
        ("example.com/b", "b"),
        ("example.com/w", "w"),
    ];
    assert_eq!(tree.visible(&set, "a"), list(&expected));
    assert!(tree.visible(&set, "other/b").contains(&("example.com/b".into(), "other/b".into())));
    let a = tree.id(&set, "a");
    assert_eq!(
        set.candidates(a, "example.com/old/p")[0],
        (tree.id(&set, "fork"), "example.com/new/p".to_owned())
    );
    // The workspace above a path counts as well, as far as its modules are read.
    assert_eq!(tree.visible(&tree.find("a"), "a"), list(&[("example.com/a", "a")]));
}

#[test]
fn modules_of_the_same_name_stay_apart_and_the_nearest_serves() {
    let tree = Tree::new(&[
        ("1/lib/go.mod", "module lib\n"),
        ("1/app/go.mod", "module app\n"),
        ("2/lib/go.mod", "module lib\n"),
        ("2/app/go.mod", "module app\n"),
        ("1/lib/l.go", GO),
        ("2/lib/l.go", GO),
    ]);
    let set = tree.find("");
    assert_eq!(set.modules.len(), 4);
    assert_ne!(set.files[0].module, set.files[1].module);
    assert_eq!(tree.visible(&set, "2/app"), list(&[("app", "2/app"), ("lib", "2/lib")]));
    assert_eq!(tree.visible(&set, "1/app"), list(&[("app", "1/app"), ("lib", "1/lib")]));
}

#[test]
fn vendored_packages_are_read_if_something_imports_them() {
    let tree = Tree::new(&[
        ("go.mod", "module m\n"),
        (
            "s/s.go",
            "// import \"x/comment\"\npackage s\n\nimport a \"x/a\"\nimport (\n\t\"fmt\"\n\t/* \"x/comment\" */ _ `x/b`; \"x/b\"\n\t\"../vendor\"\n)\nvar t = `import \"x/text\"`\n",
        ),
        ("w.go", "//go:build windows\n\npackage m\nimport \"x/windows\"\n"),
        ("vendor/x/a/a.go", "package a\nimport \"x/c\"\nimport \"m/own\"\n"),
        ("vendor/x/a/a_test.go", "package a\nimport \"x/text\"\n"),
        ("vendor/x/a/a_windows.go", "package a\nimport \"x/text\"\n"),
        ("vendor/x/a/below/a.go", "package below\n"),
        ("vendor/x/b/b.go", "package b\n"),
        ("vendor/x/c/c.go", "package c\nimport \"x/a\"\n"),
        ("vendor/x/comment/c.go", "package comment\n"),
        ("vendor/x/text/c.go", "package text\n"),
        ("vendor/x/windows/c.go", "package windows\n"),
    ]);
    let set = tree.find("");
    let vendored: Vec<_> =
        tree.files(&set).into_iter().filter(|(_, _, role)| *role == FileRole::Vendored).collect();
    let expected = ["x/a", "x/b", "x/c"].map(|import| {
        let last = &import[2..];
        (format!("vendor/{import}/{last}.go"), import.to_owned(), FileRole::Vendored)
    });
    assert_eq!(vendored, expected);
    assert_eq!(set.files.len(), 5);
    assert_eq!((set.excluded, set.tests_skipped), (0, 0));
    assert_eq!(set.problems, [""; 0]);
    // From a folder of the module too; and what is asked for is reported, wherever it lies.
    assert_eq!(tree.find("s").files.len(), 4);
    let set = tree.find("vendor/x/a");
    assert!(tree.files(&set).contains(&(
        "vendor/x/a/a.go".into(),
        "x/a".into(),
        FileRole::Reported
    )));
    assert!(tree.files(&set).contains(&(
        "vendor/x/c/c.go".into(),
        "x/c".into(),
        FileRole::Vendored
    )));
}

#[test]
fn a_module_that_is_read_wins_over_its_vendored_copy() {
    let tree = Tree::new(&[
        ("go.mod", "module m\nreplace x/a => ./a\n"),
        ("m.go", "package m\nimport \"x/a\"\n"),
        ("a/go.mod", "module x/a\n"),
        ("a/a.go", GO),
        ("vendor/x/a/a.go", GO),
    ]);
    assert_eq!(tree.imports(&tree.find("")), pairs(&[("m.go", "m"), ("a/a.go", "x/a")]));
}

#[test]
fn the_vendor_folder_of_a_workspace() {
    let tree = Tree::new(&[
        ("go.work", "use ./m\n"),
        ("m/go.mod", "module m\n"),
        ("m/m.go", "package m\nimport \"x/a\"\n"),
        ("vendor/x/a/a.go", GO),
    ]);
    assert_eq!(
        tree.imports(&tree.find("m")),
        pairs(&[("m/m.go", "m"), ("vendor/x/a/a.go", "x/a")])
    );
}

#[test]
fn gitignore_counts_without_a_repository() {
    let tree = Tree::new(&[
        (".gitignore", "/build/\n*.pb.go\ngo.work\nall/**\n"),
        ("go.mod", "module m\n"),
        ("a.go", GO),
        ("a.pb.go", GO),
        ("build/b.go", GO),
        ("all/in/c.go", GO),
        ("sub/.gitignore", "x.go\n"),
        ("sub/x.go", GO),
        ("sub/y.go", GO),
    ]);
    assert_eq!(tree.imports(&tree.find("")), pairs(&[("a.go", "m"), ("sub/y.go", "m/sub")]));
    // What is asked for is read, and what is asked for below an ignored folder.
    assert_eq!(tree.imports(&tree.find("build")), pairs(&[("build/b.go", "m/build")]));
    assert_eq!(tree.imports(&tree.find("all/in")), pairs(&[("all/in/c.go", "m/all/in")]));
}

#[test]
fn trees_without_a_module() {
    let tree = Tree::new(&[("a.go", GO), ("b/b.go", GO)]);
    assert_eq!(tree.imports(&tree.find("")), pairs(&[("a.go", "tree"), ("b/b.go", "tree/b")]));
    assert_eq!(tree.imports(&tree.find("b")), pairs(&[("b/b.go", "b")]));

    let imports =
        "package p\nimport (\n\"h.org/a/x/b\"; \"h.org/a/x/b/c\"; \"other.org/b\"; \"fmt\")\n";
    let plain = Tree::new(&[("a.go", imports), ("b/b.go", GO), ("b/c/c.go", GO)]);
    assert_eq!(plain.imports(&plain.find(""))["b/c/c.go"], "h.org/a/x/b/c");

    let gopath = Tree::new(&[
        ("src/example.com/a/a.go", "package a\nimport \"x/v\"\nimport \"x/top\"\n"),
        ("src/example.com/a/b/b.go", GO),
        ("src/example.com/a/vendor/x/v/v.go", GO),
        ("src/x/top/t.go", GO),
    ]);
    let expected = [
        ("src/example.com/a/a.go", "example.com/a"),
        ("src/example.com/a/b/b.go", "example.com/a/b"),
        ("src/example.com/a/vendor/x/v/v.go", "x/v"),
    ];
    let mut all = pairs(&expected);
    all.insert("src/x/top/t.go".into(), "x/top".into());
    assert_eq!(gopath.imports(&gopath.find("")), all);
    assert_eq!(gopath.imports(&gopath.find("src")), all);
    assert_eq!(gopath.imports(&gopath.find("src/example.com/a")), pairs(&expected));
}

#[test]
fn the_source_tree_of_go_itself() {
    let tree = Tree::new(&[
        ("src/go.mod", "module std\n\ngo 1.26\n"),
        ("src/net/http/server.go", "package http\nimport \"golang.org/x/net/idna\"\n"),
        ("src/vendor/golang.org/x/net/idna/i.go", GO),
        ("src/cmd/go.mod", "module cmd\n"),
        ("src/cmd/go/main.go", GO),
        ("app/go.mod", "module app\n"),
    ]);
    let expected = [
        ("src/cmd/go/main.go", "cmd/go"),
        ("src/net/http/server.go", "net/http"),
        ("src/vendor/golang.org/x/net/idna/i.go", "golang.org/x/net/idna"),
    ];
    let set = tree.find("");
    assert_eq!(tree.imports(&set), pairs(&expected));
    let std = tree.id(&set, "src");
    assert!(set.modules[std.0 as usize].is_std && set.modules[std.0 as usize].path.is_empty());
    assert!(set.modules[tree.id(&set, "src/cmd").0 as usize].is_std);
    assert!(!set.modules[tree.id(&set, "app").0 as usize].is_std);
    assert_eq!(tree.imports(&tree.find("src/net")), pairs(&expected[1..]));
    let app = tree.id(&set, "app");
    assert_eq!(set.candidates(app, "net/http")[0], (std, "net/http".to_owned()));
}

#[test]
fn a_go_mod_that_cannot_be_read_is_a_problem_and_no_more() {
    for (text, what) in [
        ("modul x\n", "no module line"),
        ("module \"x\n", "line 1: a quotation mark is missing"),
        ("module x\nrequire (\n", "line 2: `require (` is not closed"),
        ("module x\ngo one\n", "line 2: the go line is malformed"),
        ("module x\nreplace a b\n", "line 2: the replace line is malformed"),
    ] {
        let tree = Tree::new(&[("go.mod", text), ("a/a.go", GO)]);
        let set = tree.find("");
        assert_eq!(tree.imports(&set), pairs(&[("a/a.go", "tree/a")]));
        assert_eq!(set.problems.len(), 1);
        assert!(
            set.problems[0].contains("go.mod: ") && set.problems[0].contains(what),
            "{:?}",
            set.problems
        );
    }
}

#[test]
fn the_ignore_directive() {
    let tree = Tree::new(&[
        ("go.mod", "module m\nignore ./gen\nignore (\n\tnode_modules\n)\n"),
        ("a.go", GO),
        ("gen/g.go", GO),
        ("x/gen/g.go", GO),
        ("x/node_modules/y/g.go", GO),
    ]);
    assert_eq!(tree.imports(&tree.find("")), pairs(&[("a.go", "m"), ("x/gen/g.go", "m/x/gen")]));
}

#[test]
fn tests_are_read_on_request() {
    let tree = Tree::new(&[
        ("go.mod", "module m\n"),
        ("a.go", GO),
        ("a_test.go", GO),
        ("a_linux_test.go", GO),
    ]);
    let set = tree.find("");
    assert_eq!((set.files.len(), set.tests_skipped), (1, 2));
    let set = tree.find_with("", &BuildContext::default(), true);
    assert_eq!((set.files.len(), set.tests_skipped), (3, 0));
    assert_eq!(set.files.iter().filter(|file| file.test).count(), 2);
    assert_eq!(tree.find("a_test.go").files.len(), 2);
}

#[test]
fn the_twin_of_another_system_is_left_out() {
    let tree = Tree::new(&[
        ("go.mod", "module m\n"),
        ("a_linux.go", GO),
        ("a_windows.go", GO),
        ("b.go", GO),
    ]);
    let set = tree.find("");
    assert_eq!((set.files.len(), set.excluded), (2, 1));
    let windows = BuildContext { goos: "windows".into(), ..BuildContext::default() };
    assert!(tree.imports(&tree.find_with("", &windows, false)).contains_key("a_windows.go"));
}

#[test]
fn names_of_files() {
    let build = BuildContext::default();
    for (name, holds) in [
        ("a.go", true),
        ("windows.go", true),
        ("a_linux.go", true),
        ("a_windows.go", false),
        ("a_windows_test.go", false),
        ("a_linux_test.go", true),
        ("a_arm64.go", false),
        ("a_linux_amd64.go", true),
        ("a_windows_amd64_test.go", false),
        ("windows_amd64.go", true),
        ("a_windows_x.go", true),
        ("a_unix.go", true),
        ("_windows.go", false),
        ("a_windows.pb.go", false),
    ] {
        assert_eq!(constraint::name_matches(name, &build), holds, "{name}");
    }
    let android = BuildContext { goos: "android".into(), ..BuildContext::default() };
    assert!(constraint::name_matches("a_linux.go", &android));
}

#[test]
fn build_expressions() {
    let build = BuildContext { tags: vec!["mine".into()], ..BuildContext::default() };
    for (text, value) in [
        ("windows", Some(false)),
        ("unix", Some(true)),
        ("linux && !amd64 || mine", Some(true)),
        ("linux && (!amd64 || other)", Some(false)),
        ("!(windows || plan9)", Some(true)),
        ("gc && cgo && !gccgo", Some(true)),
        ("go1.1 && go1.27", Some(true)),
        ("go1.28", Some(false)),
        ("go1.0", Some(false)),
        ("ignore", Some(false)),
        ("mine // a remark", Some(true)),
        ("", None),
        ("linux amd64", None),
        ("(linux", None),
        ("linux & amd64", None),
    ] {
        assert_eq!(constraint::evaluate(text, &build), value, "{text}");
    }
    let deep = format!("{}linux{}", "(".repeat(100_000), ")".repeat(100_000));
    assert_eq!(constraint::evaluate(&deep, &build), None);
    let windows = BuildContext { goos: "windows".into(), cgo: false, ..BuildContext::default() };
    assert_eq!(constraint::evaluate("unix || cgo", &windows), Some(false));
}

#[test]
fn constraints_in_files() {
    let build = BuildContext::default();
    let no_cgo = BuildContext { cgo: false, ..BuildContext::default() };
    for (text, included) in [
        ("package p\n", true),
        ("//go:build windows\n\npackage p\n", false),
        ("//go:build windows\npackage p\n", false),
        ("\u{feff}// Copyright\n\n//go:build windows\r\n\r\npackage p\n", false),
        ("/* a\n//go:build windows\n*/\npackage p\n", true),
        ("/* a */\n//go:build windows\npackage p\n", false),
        ("package p\n//go:build windows\n", true),
        ("// +build windows\n\npackage p\n", false),
        ("// +build windows\npackage p\n", true),
        ("//+build windows linux\n// +build amd64,!cgo amd64\n\npackage p\n", true),
        ("// +build linux\n// +build !amd64\n\npackage p\n", false),
        ("//go:build linux\n// +build windows\n\npackage p\n", true),
        ("//go:build ignore\n\npackage main\n", false),
        ("//go:build (\n\npackage main\n", true),
        ("//go:buildwindows\n\npackage main\n", true),
        ("package p\n\nimport \"C\"\n", true),
        ("", true),
    ] {
        assert_eq!(constraint::included(text.as_bytes(), &build), included, "{text}");
    }
    assert!(!constraint::included(b"package p\n\n/*\nint x;\n*/\nimport \"C\"\n", &no_cgo));
    assert!(constraint::included(b"package p\n\nvar c = \"C\"\n", &no_cgo));
}

#[test]
fn reading_a_file() {
    let tree = Tree::new(&[
        ("go.mod", "module m\n"),
        ("a.go", GO),
        ("b.go", "//go:build windows\n\npackage p\n"),
    ]);
    let set = tree.find("");
    let build = BuildContext::default();
    assert_eq!(set.files[0].read(&build, None), Ok(Some(GO.as_bytes().to_vec())));
    assert_eq!(set.files[0].size, GO.len() as u64);
    assert_eq!(set.files[1].read(&build, None), Ok(None));
    fs::remove_file(&set.files[0].absolute).unwrap();
    let problem = set.files[0].read(&build, None).unwrap_err();
    assert!(
        problem.starts_with(&set.files[0].path) && problem.contains("cannot be read"),
        "{problem}"
    );
}

#[test]
fn excluded_files_are_read_and_not_reported_on() {
    let tree = Tree::new(&[
        ("go.mod", "module example.com/m\n"),
        ("a.go", GO),
        ("mock/b.go", GO),
        ("mock/keep/c.go", GO),
        ("deep/mock/d.go", GO),
        ("deep/e_gen.go", GO),
    ]);
    let roles = |patterns: &[&str]| {
        let exclude = Exclude::new(&tree.0, patterns).unwrap();
        let build = BuildContext::default();
        let options = Discover { build: &build, tests: false, exclude: &exclude, unsaved: None };
        let set = discover(std::slice::from_ref(&tree.0), &options).unwrap();
        let excluded = set.files.iter().filter(|file| file.role == FileRole::Excluded);
        excluded.map(|file| tree.below(&file.absolute)).collect::<Vec<_>>()
    };
    assert_eq!(roles(&[]), [""; 0]);
    assert_eq!(roles(&["mock"]), ["deep/mock/d.go", "mock/b.go", "mock/keep/c.go"]);
    assert_eq!(roles(&["/mock", "*_gen.go"]), ["deep/e_gen.go", "mock/b.go", "mock/keep/c.go"]);
    assert_eq!(roles(&["**/mock/*.go"]), ["deep/mock/d.go", "mock/b.go"]);
    assert_eq!(roles(&["deep/**", "!deep/e_gen.go"]), ["deep/mock/d.go"]);
    let problem = Exclude::new(&tree.0, &["a{b", "c"]).unwrap_err();
    assert!(problem.starts_with("`a{b` is no pattern: "), "{problem}");
}

#[test]
fn unsaved_text_is_read_in_place_of_the_file() {
    let tree = Tree::new(&[("go.mod", "module example.com/m\n"), ("p/a.go", GO), ("p/b.go", GO)]);
    let build = BuildContext::default();
    let exclude = Exclude::default();
    let read = |name: &str, text: Option<&[u8]>| {
        let file = tree.0.join("p").join(name);
        let mut unsaved = Unsaved::default();
        unsaved.insert(&file, text.map(<[u8]>::to_vec));
        let file = if text.is_some() { file } else { tree.0.join("p") };
        let options =
            Discover { build: &build, tests: false, exclude: &exclude, unsaved: Some(&unsaved) };
        let set = discover(&[file], &options).unwrap();
        let text = |file: &SourceFile| file.read(&build, Some(&unsaved)).unwrap().unwrap();
        set.files
            .iter()
            .map(|file| (tree.below(&file.absolute), text(file).ends_with(b"unsaved\n")))
            .collect::<Vec<_>>()
    };
    let text = Some(&b"package p // unsaved\n"[..]);
    assert_eq!(read("a.go", text), [("p/a.go".into(), true), ("p/b.go".into(), false)]);
    let new = [("p/a.go".into(), false), ("p/b.go".into(), false), ("p/new.go".into(), true)];
    assert_eq!(read("new.go", text), new);
    assert_eq!(read("a.go", None), [("p/b.go".into(), false)]);
}

#[test]
fn paths_that_cannot_be_analysed() {
    let tree = Tree::new(&[("a.txt", "")]);
    let build = BuildContext::default();
    for (path, what) in
        [("none", "no such file or folder"), ("none/...", "no such file"), ("a.txt", "neither")]
    {
        let error = discover(
            &[tree.0.join(path)],
            &Discover { build: &build, tests: false, exclude: &Exclude::default(), unsaved: None },
        )
        .unwrap_err()
        .to_string();
        assert!(
            error.contains(path) && error.contains(what) && error.contains("give a folder"),
            "{error}"
        );
        assert_eq!(error.lines().count(), 1);
    }
    // An empty folder is no error.
    assert_eq!(tree.find("").files.len(), 0);
}

#[test]
fn paths_that_overlap_are_read_once() {
    let tree = Tree::new(&[("go.mod", "module m\n"), ("a.go", GO), ("b/b.go", GO), ("c/c.go", GO)]);
    let build = BuildContext::default();
    let paths = ["b", "", "a.go", "b/b.go"].map(|path| tree.0.join(path));
    let set = discover(
        &paths,
        &Discover { build: &build, tests: false, exclude: &Exclude::default(), unsaved: None },
    )
    .unwrap();
    assert_eq!(set.files.len(), 3);
    assert!(set.files.is_sorted_by_key(|file| file.path.clone()));
    assert!(set.files.iter().all(|file| file.path.starts_with(&walk::slashed(&tree.0))));
}

#[test]
fn paths_below_the_current_folder_are_shown_relative_to_it() {
    // Tests run in the folder of the package.
    let here = PathBuf::from("src/source");
    if here.is_dir() {
        let asked = walk::Asked::new(&[here], None).unwrap();
        let absolute =
            std::env::current_dir().unwrap().canonicalize().unwrap().join("src/source/mod.rs");
        assert_eq!(asked.show(&absolute), "src/source/mod.rs");
    }
    assert_eq!(walk::slashed(Path::new("./a/./b/")), "a/b");
    assert_eq!(walk::slashed(Path::new("/a/b")), "/a/b");
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    let tree = Tree::new(&[("go.mod", "module m\n"), ("a/a.go", GO)]);
    std::os::unix::fs::symlink(&tree.0, tree.0.join("a/loop")).unwrap();
    std::os::unix::fs::symlink(tree.0.join("a/a.go"), tree.0.join("a/b.go")).unwrap();
    std::os::unix::fs::symlink("self", tree.0.join("self")).unwrap();
    std::os::unix::fs::symlink(tree.0.join("a"), tree.0.join("link")).unwrap();
    assert_eq!(tree.imports(&tree.find("")), pairs(&[("a/a.go", "m/a")]));
    // A link that is given is where it leads.
    let set = tree.find("link");
    assert_eq!(tree.imports(&set), pairs(&[("a/a.go", "m/a")]));
    assert_eq!(tree.find("a/b.go").files.len(), 2);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_a_problem() {
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::new(&[("go.mod", "module m\n"), ("a.go", GO), ("closed/b.go", GO)]);
    let closed = tree.0.join("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // Some users may read everything.
    let readable = fs::read_dir(&closed).is_ok();
    let set = tree.find("");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    if !readable {
        assert_eq!(set.files.len(), 1);
        assert_eq!(set.problems.len(), 1);
        assert!(set.problems[0].contains("closed: cannot be read"), "{:?}", set.problems);
    }
}
