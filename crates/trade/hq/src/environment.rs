//! In: the process's environment, read nowhere else. Out: a source of settings. Never here: what they mean.

/// The source of settings of a real process.
pub(crate) fn source(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
