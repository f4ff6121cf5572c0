//! Looks again and again until something is so. In: a look. Out: what was seen, or how it last looked when patience ended.
//! Never here: what is looked at.

use std::future::Future;
use std::time::Duration;

use super::PlatformError;

/// Time between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// One look.
pub(crate) enum Look<T> {
    Ready(T),
    /// Not yet; how it looks, for the error.
    NotYet(String),
}

/// Looks until it is ready. An error of a look ends the waiting.
pub(crate) async fn until<T, F>(
    what: &str,
    patience: Duration,
    mut look: impl FnMut() -> F,
) -> Result<T, PlatformError>
where
    F: Future<Output = Result<Look<T>, PlatformError>>,
{
    let start = tokio::time::Instant::now();
    loop {
        let last = match look().await? {
            Look::Ready(found) => return Ok(found),
            Look::NotYet(last) => last,
        };
        if start.elapsed() >= patience {
            return Err(PlatformError::Late(what.to_owned(), patience, last));
        }
        tokio::time::sleep(PAUSE).await;
    }
}
