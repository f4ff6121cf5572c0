//! How long ago, as people type it: `90s`, `10m`, `2h`, `1d`, `1w`; a number alone means minutes. In: text. Out: a duration.

use std::time::Duration;

/// A hundred years: more than any log has.
const MOST: u64 = 100 * 366 * 86_400;

/// Reads it; the error is a sentence.
pub(super) fn read(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "s" => 1,
        "" | "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        "w" => 7 * 86_400,
        _ => return Err(unknown(text)),
    };
    let count: u64 = digits.parse().map_err(|_| unknown(text))?;
    let seconds = count.checked_mul(unit).filter(|seconds| *seconds <= MOST).ok_or_else(|| unknown(text))?;
    Ok(Duration::from_secs(seconds))
}

fn unknown(text: &str) -> String {
    format!("{text:?} is no time like 90s, 10m, 2h or 1d")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_those_of_aws_logs_tail() {
        let seconds = |text| read(text).map(|span| span.as_secs()).ok();
        let told = ["90s", "10m", "10", "2h", "1d", "1w", "0"].map(seconds);
        assert_eq!(told, [90, 600, 600, 7200, 86_400, 604_800, 0].map(Some));
        for bad in ["", "m", "1y", "-1m", "1.5h", "99999999999999999999d", "999999999w", "1 m"] {
            assert_eq!(seconds(bad), None, "{bad}");
        }
    }
}
