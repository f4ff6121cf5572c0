//! Which account an access key belongs to. In: a key id. Out: a 12-digit account id. Never here: secrets, storage.
//!
//! Temporary keys carry their account the way AWS's own do: the 16 characters after the prefix are 80 bits in
//! base32, one set bit, 40 bits of account number, 39 bits of randomness.

/// The account of a caller whose key says nothing.
pub const DEFAULT_ACCOUNT: &str = "000000000000";

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const TEMPORARY: &str = "ASIA";
const RANDOM_BITS: u32 = 39;

/// The account (12 digits) of an access key id: the id itself when it is 12 digits, the one inside a temporary
/// `ASIA...` id, else [`DEFAULT_ACCOUNT`].
pub fn account_of(access_key: &str) -> String {
    if access_key.len() == 12 && access_key.bytes().all(|byte| byte.is_ascii_digit()) {
        return access_key.to_owned();
    }
    let inside = access_key.strip_prefix(TEMPORARY).and_then(decode);
    match inside.map(|bits| (bits >> RANDOM_BITS) & ((1 << 40) - 1)) {
        Some(account) if account < 1_000_000_000_000 => format!("{account:012}"),
        _ => DEFAULT_ACCOUNT.to_owned(),
    }
}

/// A temporary access key id (20 characters) for `account` (12 digits; anything else counts as account 0).
pub fn temporary_access_key(account: &str, random: [u8; 5]) -> String {
    let account: u128 = account.parse::<u64>().map_or(0, |number| u128::from(number % 1_000_000_000_000));
    let dice = random.iter().fold(0u128, |bits, byte| (bits << 8) | u128::from(*byte));
    let bits = (1 << 79) | (account << RANDOM_BITS) | (dice & ((1 << RANDOM_BITS) - 1));
    let letters = (0..16).rev().map(|at| char::from(ALPHABET[((bits >> (5 * at)) & 31) as usize]));
    TEMPORARY.chars().chain(letters).collect()
}

fn decode(letters: &str) -> Option<u128> {
    if letters.len() != 16 {
        return None;
    }
    letters.bytes().try_fold(0u128, |bits, letter| {
        let value = ALPHABET.iter().position(|known| *known == letter)?;
        Some((bits << 5) | value as u128)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_digits_are_the_account() {
        assert_eq!(account_of("123456789012"), "123456789012");
        assert_eq!(account_of("12345678901"), DEFAULT_ACCOUNT);
        assert_eq!(account_of("AKIAIOSFODNN7EXAMPLE"), DEFAULT_ACCOUNT);
        assert_eq!(account_of("test"), DEFAULT_ACCOUNT);
    }

    #[test]
    fn temporary_keys_carry_their_account() {
        for account in ["000000000000", "000000000007", "123456789012", "999999999999"] {
            for random in [[0; 5], [255; 5], [1, 2, 3, 4, 5]] {
                let key = temporary_access_key(account, random);
                assert_eq!(key.len(), 20);
                assert_eq!(account_of(&key), account, "{key}");
            }
        }
        assert_ne!(temporary_access_key("1", [0; 5]), temporary_access_key("1", [0, 0, 0, 0, 1]));
    }
}
