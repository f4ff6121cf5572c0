//! Names of images, and ARNs. Oracle: a miss names what was asked for.
#![no_main]

use control_plane::ecr::catalog;
use libfuzzer_sys::fuzz_target;
use model::{Arn, Scope};

fuzz_target!(|text: &str| {
    let ledger = ledger::World::default();
    let scope = Scope::new("000000000000", "us-west-2").expect("a scope");
    let missing = catalog::find_image(&ledger, &scope, text, &["localhost:4566"]);
    assert!(missing.is_err_and(|missing| missing.to_string().contains(text)), "{text}");
    if let Some((host, path)) = text.split_once('/') {
        assert!(catalog::resolve(&ledger, host, path).is_none(), "{text}");
    }
    if let Some(arn) = Arn::parse(text) {
        assert!(text.ends_with(arn.resource), "{text}");
    }
});
