//! Tokens that confirm subscriptions. In: the operating system's randomness. Out: 128 hexadecimal digits. Never here: dice.

use sha2::{Digest, Sha512};

use crate::Caller;

/// A token nobody can guess, different for every subscription and message.
pub(crate) fn fresh(caller: &Caller, subscription: &str, message: &str) -> String {
    let mut hash = Sha512::new();
    hash.update(b"sns subscription token\0");
    hash.update(caller.entropy);
    hash.update(subscription);
    hash.update(b"\0");
    hash.update(message);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a text has the form of a token at all.
pub(crate) fn is_well_formed(token: &str) -> bool {
    (64..=1024).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::{fresh, is_well_formed};
    use crate::Caller;

    #[test]
    fn tokens_differ_by_subscription_and_by_entropy() {
        let caller = Caller::example();
        let other = Caller { entropy: [8; 32], ..Caller::example() };
        let tokens = [fresh(&caller, "a", "m"), fresh(&caller, "b", "m"), fresh(&other, "a", "m")];
        assert!(tokens.iter().all(|token| token.len() == 128 && is_well_formed(token)));
        assert!(tokens[0] != tokens[1] && tokens[0] != tokens[2]);
        assert!(!is_well_formed("randomtoken"));
    }
}
