//! Tokens of CloudWatch Logs. In: positions and token texts. Out: the other of the two, or AWS's refusal.
//! Never here: what lies at a position.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::{Direction, EventPlace};
use shapes::Error;
use shapes::logs::errors;

/// A token that no answer held.
pub(crate) fn bad_token() -> Error {
    errors::invalid_parameter_exception("The specified nextToken is invalid.")
}

/// Digits of the time in a token, and of all of it.
const TIME_DIGITS: usize = 20;
const DIGITS: usize = 56;

/// `f/TIME PLACE/s` or `b/TIME PLACE/s`, 56 digits.
pub(crate) fn position_token(direction: Direction, position: EventPlace) -> String {
    let letter = if direction == Direction::Forward { 'f' } else { 'b' };
    let EventPlace { timestamp, ordinal } = position;
    format!(
        "{letter}/{:0time$}{ordinal:0place$}/s",
        timestamp.max(0),
        time = TIME_DIGITS,
        place = DIGITS - TIME_DIGITS
    )
}

/// Direction and position of such a token.
pub(crate) fn position(token: &str) -> Result<(Direction, EventPlace), Error> {
    let inner = token.strip_suffix("/s").ok_or_else(bad_token)?;
    let (direction, digits) = match inner.split_at_checked(2) {
        Some(("f/", digits)) => (Direction::Forward, digits),
        Some(("b/", digits)) => (Direction::Backward, digits),
        _ => return Err(bad_token()),
    };
    if digits.len() != DIGITS || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(bad_token());
    }
    let (time, place) = digits.split_at(TIME_DIGITS);
    let timestamp = time.parse().map_err(|_| bad_token())?;
    Ok((direction, EventPlace { timestamp, ordinal: place.parse().map_err(|_| bad_token())? }))
}

/// A token that holds a text.
pub(crate) fn encode(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// The text of such a token.
pub(crate) fn decode(token: &str) -> Result<String, Error> {
    let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| bad_token())?;
    String::from_utf8(bytes).map_err(|_| bad_token())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_position_survives_its_token() {
        let place = EventPlace { timestamp: i64::MAX, ordinal: u64::MAX };
        let token = position_token(Direction::Backward, place);
        assert_eq!(position(&token).unwrap(), (Direction::Backward, place));
        assert_eq!(token.len(), 60);
    }

    #[test]
    fn other_texts_are_refused() {
        let too_big = format!("f/{}/s", "9".repeat(56));
        for bad in ["", "f", "f/1/s", "é/1/s", "x/00/s", too_big.as_str()] {
            assert!(position(bad).is_err(), "{bad}");
        }
        assert!(decode("*").is_err());
    }
}
