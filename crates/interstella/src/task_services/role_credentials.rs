//! Temporary credentials for the roles of tasks and instances. In: role and session name. Out: credentials, and a session in the ledger
//! that says who holds them. Never here: what a role may do; nothing is forbidden to anyone in this product.
//!
//! ```text
//! none --asked--> fresh --45 min, asked--> fresh (a new session; the old one stays valid)
//!                   +--60 min--> expired: its session is taken out of the ledger when the next one is made
//! ```
//! Secrets live in this process only: tasks do not outlive it either.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use container_runtime::metadata::Credentials;
use ledger::Ledger;
use model::sts::Session;
use model::{AccountId, Key, Record, Time, ids};

use crate::random;

/// How long credentials are valid, ms.
const VALID: i64 = 60 * 60 * 1000;
/// From this age on a new pair is handed out, ms: an SDK that refreshes some minutes before the end gets a new pair.
const FRESH: i64 = 45 * 60 * 1000;

/// The credentials handed out by this process.
#[derive(Default)]
pub(super) struct RoleCredentials(Mutex<Book>);

#[derive(Default)]
struct Book {
    held: HashMap<Holder, Held>,
    /// In order of their ends: each is valid for the same time.
    sessions: VecDeque<(Time, Key)>,
}

/// Who asks, and for which role.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Holder {
    /// The account whose resources the holder works with.
    pub(super) account: AccountId,
    /// ARN of the role.
    pub(super) role_arn: String,
    /// Task id or instance id.
    pub(super) session: String,
}

struct Held {
    made: Time,
    credentials: Credentials,
}

impl RoleCredentials {
    /// The holder's credentials, made or renewed if need be. An error when the session cannot be kept.
    pub(super) fn hand_out(&self, ledger: &Ledger, holder: &Holder, now: Time) -> io::Result<Credentials> {
        let mut book = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = book.held.get(holder).filter(|held| now.since(held.made) < FRESH) {
            return Ok(held.credentials.clone());
        }
        book.issue(ledger, holder, now)
    }
}

impl Book {
    fn issue(&mut self, ledger: &Ledger, holder: &Holder, now: Time) -> io::Result<Credentials> {
        let session = session(holder, now.plus(VALID));
        let credentials = credentials(&session, now);
        let ended = self.take_ended(now);
        self.sessions.push_back((session.expires, session.key()));
        let (_, durable) = ledger.write(|txn| {
            for key in &ended {
                txn.remove::<Session>(key);
            }
            txn.put(session);
        });
        // Whoever is shown the credentials may use them at once: the session must be seen by then. Once in 45 minutes a holder.
        durable.wait().map_err(io::Error::other)?;
        self.held.insert(holder.clone(), Held { made: now, credentials: credentials.clone() });
        Ok(credentials)
    }

    /// Forgets what has expired; the keys of its sessions.
    fn take_ended(&mut self, now: Time) -> Vec<Key> {
        self.held.retain(|_, held| now.since(held.made) < VALID);
        let ended = self.sessions.iter().take_while(|(expires, _)| *expires <= now).count();
        self.sessions.drain(..ended).map(|(_, key)| key).collect()
    }
}

fn session(holder: &Holder, expires: Time) -> Session {
    Session {
        access_key: ids::temporary_access_key(&holder.account, random::bytes()),
        account: holder.account.clone(),
        role_arn: holder.role_arn.clone(),
        session_name: holder.session.clone(),
        expires,
        source_identity: None,
    }
}

fn credentials(session: &Session, now: Time) -> Credentials {
    let base64 = base64::engine::general_purpose::STANDARD;
    Credentials {
        access_key_id: session.access_key.clone(),
        secret_access_key: base64.encode(random::bytes::<30>()),
        token: base64.encode(random::bytes::<96>()),
        expiration: whole_seconds(session.expires),
        last_updated: whole_seconds(now),
    }
}

/// ISO 8601 without the fraction, as both services write it.
pub(super) fn whole_seconds(time: Time) -> String {
    Time(time.0 - time.0.rem_euclid(1000)).iso8601().replace(".000Z", "Z")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::fixture;
    use super::*;

    fn holder(session: &str) -> Holder {
        Holder {
            account: fixture::scope().account,
            role_arn: "arn:aws:iam::123456789012:role/app".into(),
            session: session.into(),
        }
    }

    #[test]
    fn the_same_credentials_until_they_are_renewed() {
        let (ledger, roles) = (fixture::ledger(), RoleCredentials::default());
        let at = |minutes: i64, name| {
            roles.hand_out(&ledger, &holder(name), fixture::NOW.plus(minutes * 60_000)).unwrap()
        };
        let first = at(0, "one");
        assert_eq!(at(44, "one"), first);
        assert_ne!(at(44, "two").access_key_id, first.access_key_id);
        let second = at(45, "one");
        assert_ne!(
            (&second.access_key_id, &second.secret_access_key),
            (&first.access_key_id, &first.secret_access_key)
        );
        assert_eq!(ledger.snapshot().count::<Session>(), 3, "the old pair is still valid");
        at(60, "three");
        let key = |credentials: &Credentials| {
            Session::key_of(&fixture::scope().account, &credentials.access_key_id)
        };
        let world = ledger.snapshot();
        assert!(world.get::<Session>(&key(&first)).is_none(), "an expired session was kept");
        let session = world.get::<Session>(&key(&second)).unwrap();
        assert_eq!(session.arn(), "arn:aws:sts::123456789012:assumed-role/app/one");
        assert_eq!(session.expires, fixture::NOW.plus(105 * 60_000));
        assert_eq!(second.expiration, whole_seconds(session.expires));
        assert_eq!(second.secret_access_key.len(), 40);
    }

    #[test]
    fn times_have_no_fraction() {
        assert_eq!(whole_seconds(Time(1_795_355_165_999)), "2026-11-22T13:46:05Z");
    }
}
