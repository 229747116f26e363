//! The checks of `fuzz/` over its seeds: the texts that a fuzzer starts from, and those that
//! once broke something. `fuzz/run` makes up more.

use std::fs;
use std::path::Path;

#[path = "../fuzz/src/lib.rs"]
#[allow(dead_code, reason = "the fuzzer calls some of it under another name")]
mod checks;

#[test]
fn no_seed_breaks_a_promise() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    for (name, check) in checks::ALL {
        let entries = fs::read_dir(seeds.join(name)).expect("every check has seeds");
        let mut files: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
        files.sort();
        assert!(files.len() >= 8, "{name} has few seeds");
        for file in files {
            // Seen only when it fails.
            println!("{}", file.display());
            check(&fs::read(file).expect("a seed"));
        }
    }
}
