//! IMDSv2 session tokens. In: the time and random numbers from the owner. Out: tokens, and whether one is valid.
//! Never here: a clock.

use std::collections::VecDeque;

/// The oldest is dropped beyond this many.
const LIMIT: usize = 4096;

/// Tokens given out and when each ends, in seconds of whatever clock the owner uses.
#[derive(Debug, Default)]
pub struct TokenBook {
    issued: VecDeque<(String, u64)>,
}

impl TokenBook {
    /// Makes a token that is valid for `ttl_seconds` from `now`; `random` must not repeat.
    pub fn issue(&mut self, now: u64, ttl_seconds: u32, random: u128) -> String {
        self.issued.retain(|(_, end)| *end > now);
        if self.issued.len() == LIMIT {
            self.issued.pop_front();
        }
        let token = format!("AQAEA{random:032x}==");
        self.issued.push_back((token.clone(), now.saturating_add(ttl_seconds.into())));
        token
    }

    /// Whether the token was issued here and has not ended.
    pub fn is_valid(&self, now: u64, token: &str) -> bool {
        self.issued.iter().any(|(known, end)| known == token && *end > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_end_and_the_book_stays_small() {
        let mut book = TokenBook::default();
        let token = book.issue(100, 60, 1);
        assert!(book.is_valid(159, &token) && !book.is_valid(160, &token) && !book.is_valid(100, "made up"));
        for n in 0..5000 {
            book.issue(100, 60, n + 2);
        }
        assert_eq!(book.issued.len(), LIMIT);
        assert!(!book.is_valid(101, &token));
    }
}
