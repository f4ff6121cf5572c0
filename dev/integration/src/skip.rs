//! Tests that cannot run here say so; where they must run, they fail. In: what is missing. Out: words on stderr, or a failure.
//! Never here: finding out what is missing.

/// The variable that forbids skipping; CI sets it to `1`.
pub const REQUIRE: &str = "INTERSTELLA_REQUIRE_CLIENTS";

/// Says that a test is skipped for want of a client that CI does not install either.
pub fn announced(missing: &str, remedy: &str) {
    eprintln!("SKIPPED: {missing}. To run this test: {remedy}");
}

/// Says that a test is skipped and why; fails it when [`REQUIRE`] is `1`.
pub fn skipped(missing: &str, remedy: &str) {
    let words = format!("SKIPPED: {missing}. To run this test: {remedy}");
    let required = std::env::var(REQUIRE).is_ok_and(|value| value == "1");
    assert!(!required, "{words} ({REQUIRE}=1 forbids skipping)");
    eprintln!("{words}");
}
