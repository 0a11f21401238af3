//! What is known of the program when it is built: the commit, and on Windows its icon, version and manifest.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    // Without a repository, as in an archive of the source, the version stands alone.
    println!("cargo::rustc-env=DORKARTA_COMMIT={}", commit().unwrap_or_default());
    // The system that is built for, not the one that builds.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "windows") {
        windows();
    }
}

/// The commit that the program is built from, and what tells when it changes.
fn commit() -> Option<String> {
    println!("cargo::rerun-if-changed={}", git(&["rev-parse", "--git-path", "logs/HEAD"])?);
    git(&["rev-parse", "--short=10", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

fn windows() {
    println!("cargo::rerun-if-changed=docs/packaging");
    let mut resource = winresource::WindowsResource::new();
    resource
        .set_icon("docs/packaging/dorkarta.ico")
        .set_manifest_file("docs/packaging/dorkarta.manifest")
        .set("ProductName", "Доркарта")
        .set("FileDescription", "Планы мероприятий и отчёты о них")
        .set_language(0x0419);
    if let Err(error) = resource.compile() {
        println!("cargo::error=the resources were not put in: {error}");
    }
}
