//! Stamps the crate with what it is built from, so that nothing is taken from a cache that another analysis wrote.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use twox_hash::XxHash3_64;

fn main() -> io::Result<()> {
    let mut files = vec![PathBuf::from("Cargo.toml")];
    for folder in ["src", "stubs"] {
        println!("cargo::rerun-if-changed={folder}");
        collect(Path::new(folder), &mut files)?;
    }
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = fs::read(&file)?;
        all.extend_from_slice(file.to_string_lossy().replace('\\', "/").as_bytes());
        all.extend_from_slice(&XxHash3_64::oneshot(&text).to_le_bytes());
    }
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    println!("cargo::rerun-if-changed=Cargo.toml");
    println!(
        "cargo::rustc-env=CLOSERACE_ANALYZER_STAMP={version}-{:016x}",
        XxHash3_64::oneshot(&all)
    );
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}
