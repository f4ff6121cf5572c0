//! Has a local authority issue the certificates that are asked for, and renew them. In: requests. Out: certificates. Never here: when one is
//! due (the planner says), names (the operation checked them).
//!
//! Making a key takes a processor for up to seconds, so it is done beside the loop, a few at a time; the loop goes on meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ledger::{Ledger, Txn, World};
use local_authority::{Authority, AuthorityError, Issued, Order};
use model::acm::{Certificate, CertificateRequest};
use model::{Key, Record, Tags, Time};
use planner::certificates::{Due, due, validity};
use tokio::sync::watch;

use crate::pen;
use crate::turn::{Round, Turns};

/// Keys made at one time.
const MOST_AT_ONCE: usize = 2;
/// How long a request rests whose certificate could not be made, milliseconds.
const REST: i64 = 30_000;

/// What this loop works with.
#[derive(Clone)]
pub struct Office {
    ledger: Ledger,
    /// Of those that may sign, the first does.
    authorities: Vec<Arc<Authority>>,
    desk: Arc<Mutex<Desk>>,
    /// Rung when a job ends.
    bell: Arc<watch::Sender<u64>>,
}

#[derive(Debug, Default)]
struct Desk {
    at_work: BTreeSet<Key>,
    failed: BTreeMap<Key, (Time, String)>,
}

impl Office {
    /// Issues in the name of the first of these that may sign all names of a request.
    pub fn new(ledger: Ledger, authorities: Vec<Arc<Authority>>) -> Office {
        Office { ledger, authorities, desk: Arc::default(), bell: Arc::new(watch::Sender::new(0)) }
    }

    fn sign(&self, order: &Order) -> Result<Issued, AuthorityError> {
        let may = |authority: &&Arc<Authority>| authority.covers(&order.names);
        let authority = self.authorities.iter().find(may).or(self.authorities.last());
        authority.ok_or_else(|| AuthorityError::Name(order.names.join(", ")))?.issue(order)
    }

    /// One of an authority that is not here any more is as good as none: nobody is told to trust its root.
    fn is_ours(&self, certificate: &Certificate) -> bool {
        self.authorities.iter().any(|authority| certificate.chain.as_deref() == Some(authority.root_pem()))
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes and writes one; runs on a thread that may block.
    fn issue(&self, request: &CertificateRequest, now: Time) {
        let (not_before, not_after) = validity(now);
        let names = request.names.clone();
        let order = Order { names, key_algorithm: request.key_algorithm, not_before, not_after };
        let made = self.sign(&order);
        let key = request.key();
        if let Ok(issued) = &made {
            pen::write(&self.ledger, |txn| put(txn, request, issued, now));
        }
        let mut desk = self.desk();
        desk.at_work.remove(&key);
        match made {
            Ok(_) => drop(desk.failed.remove(&key)),
            Err(error) => drop(desk.failed.insert(key, (now.plus(REST), error.to_string()))),
        }
        drop(desk);
        self.bell.send_modify(|rings| *rings += 1);
    }
}

/// Writes what was made, unless the request has gone meanwhile. It counts as issued when its making began: a renewal asked for after that
/// is still to be done.
fn put(txn: &mut Txn, request: &CertificateRequest, issued: &Issued, now: Time) {
    if txn.get::<CertificateRequest>(&request.key()).is_none() {
        return;
    }
    txn.put(Certificate {
        scope: request.scope.clone(),
        id: request.id.clone(),
        certificate: issued.certificate.clone(),
        chain: Some(issued.chain.clone()),
        private_key: issued.private_key.clone(),
        facts: issued.facts.clone(),
        created_at: request.created_at,
        imported_at: now,
        tags: Tags::new(),
    });
}

/// Runs the loop.
pub async fn run(turns: Turns, office: Office) {
    let interest = |world: &World| world.changed::<CertificateRequest>() + world.changed::<Certificate>();
    let bell = office.bell.subscribe();
    turns.run("certificates", interest, Some(bell), move |world, now| round(&office, world, now)).await;
}

/// One round: begins what is due and has a place.
pub fn round(office: &Office, world: &World, now: Time) -> Round {
    let mut round = Round::default();
    let mut desk = office.desk();
    for request in world.all::<CertificateRequest>() {
        let key = request.key();
        let present = world.get::<Certificate>(&key).map(|one| &**one).filter(|one| office.is_ours(one));
        if let Due::At(later) = due(request, present, now) {
            round.by(later);
            continue;
        }
        if let Some((rests_until, why)) = desk.failed.get(&key).filter(|(until, _)| *until > now) {
            round.trouble = Some(format!("{}: {why}", request.arn()));
            round.by(*rests_until);
            continue;
        }
        if desk.at_work.len() < MOST_AT_ONCE && desk.at_work.insert(key) {
            round.note(format!("issuing {} for {}", request.arn(), request.domain_name()));
            let (office, request) = (office.clone(), Arc::clone(request));
            tokio::task::spawn_blocking(move || office.issue(&request, now));
        }
    }
    round
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ledger::Storage;
    use local_authority::{Identity, Realm};
    use model::Scope;
    use model::acm::KeyAlgorithm;

    use super::*;

    const NOW: Time = Time(1_795_000_000_000);

    fn request(id: &str) -> CertificateRequest {
        CertificateRequest {
            scope: Scope::new("000000000000", "us-west-2").unwrap(),
            id: id.into(),
            names: vec!["a.test".into()],
            key_algorithm: KeyAlgorithm::P256,
            transparency: true,
            token: None,
            created_at: NOW,
            renewal_asked_at: None,
            tags: Tags::new(),
        }
    }

    fn office() -> Office {
        let authorities = [Realm::Machine, Realm::AnyName].map(authority);
        Office::new(Ledger::open(Storage::Memory).unwrap(), authorities.into())
    }

    fn authority(realm: Realm) -> Arc<Authority> {
        Arc::new(Authority::load(realm, &Identity::generate(realm, NOW).unwrap()).unwrap())
    }

    /// Rounds until one finds nothing at work and begins nothing.
    async fn settle(office: &Office, now: Time) {
        let mut bell = office.bell.subscribe();
        loop {
            let idle = office.desk().at_work.is_empty();
            if round(office, &office.ledger.snapshot(), now).did.is_none() && idle {
                return;
            }
            bell.changed().await.unwrap();
        }
    }

    #[tokio::test]
    async fn what_is_asked_for_is_issued_once_and_anew_when_asked_again() {
        let office = office();
        pen::write(&office.ledger, |txn| {
            for at in 0..5 {
                txn.put(request(&at.to_string()));
            }
        });
        settle(&office, NOW).await;
        let world = office.ledger.snapshot();
        let issued: Vec<_> = world.all::<Certificate>().cloned().collect();
        assert_eq!(issued.len(), 5);
        settle(&office, NOW).await;
        assert_eq!(office.ledger.snapshot().changed::<Certificate>(), world.changed::<Certificate>());

        let asked = CertificateRequest { renewal_asked_at: Some(NOW.plus(1)), ..request("0") };
        pen::write(&office.ledger, |txn| txn.put(asked.clone()));
        settle(&office, NOW.plus(2)).await;
        let anew = office.ledger.snapshot().get::<Certificate>(&asked.key()).cloned().unwrap();
        assert_ne!(anew.facts.serial, issued[0].facts.serial);
        assert_eq!((anew.arn(), anew.imported_at), (issued[0].arn(), NOW.plus(2)));
    }

    #[tokio::test]
    async fn who_signs_follows_from_the_names_and_a_root_that_is_gone_is_replaced() {
        let mut office = office();
        let of_machine = CertificateRequest { names: vec!["a.localhost".into()], ..request("machine") };
        pen::write(&office.ledger, |txn| {
            txn.put(of_machine.clone());
            txn.put(request("other"));
        });
        settle(&office, NOW).await;
        let issued = |office: &Office, id: &str| {
            office.ledger.snapshot().get::<Certificate>(&request(id).key()).cloned().unwrap()
        };
        let signed_by = |office: &Office, id: &str| {
            let chain = issued(office, id).chain.clone();
            office.authorities.iter().position(|one| chain.as_deref() == Some(one.root_pem()))
        };
        assert_eq!([signed_by(&office, "machine"), signed_by(&office, "other")], [Some(0), Some(1)]);
        let (machine, other) = (issued(&office, "machine"), issued(&office, "other"));
        office.authorities[0] = authority(Realm::Machine);
        assert_eq!(signed_by(&office, "machine"), None);
        settle(&office, NOW.plus(1)).await;
        assert_eq!(signed_by(&office, "machine"), Some(0));
        assert_eq!(issued(&office, "machine").arn(), machine.arn());
        assert_eq!(issued(&office, "other"), other, "the one whose root is still here stays");
    }

    #[tokio::test]
    async fn a_request_that_is_gone_gets_nothing() {
        let office = office();
        office.issue(&request("gone"), NOW);
        assert_eq!(office.ledger.snapshot().all::<Certificate>().count(), 0);
    }

    #[tokio::test]
    async fn a_name_that_cannot_be_written_is_trouble_and_rests() {
        let office = office();
        let bad = CertificateRequest { names: vec!["\u{e4}.test".into()], ..request("bad") };
        pen::write(&office.ledger, |txn| txn.put(bad));
        settle(&office, NOW).await;
        let told = round(&office, &office.ledger.snapshot(), NOW.plus(1));
        assert!(told.trouble.is_some() && told.did.is_none());
        assert_eq!(told.look_again, Some(NOW.plus(REST)));
    }
}
