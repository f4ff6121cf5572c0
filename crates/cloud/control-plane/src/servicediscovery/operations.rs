//! Operation records: what GetOperation tells of calls that AWS carries out later. In: what was done to what. Out: a record and its id.
//! Never here: the effect; it is written in the same transaction.

use std::collections::BTreeMap;

use ledger::Txn;
use model::Record;
use model::cloud_map::{Operation, OperationKind, OperationStatus, letters};

use crate::Caller;

/// Operations an account keeps in a Region; the oldest go first. AWS forgets them after 30 days.
const KEPT: usize = 1000;

/// Writes that something was done to these targets (`NAMESPACE`, `SERVICE`, `INSTANCE` and an id); the operation's id.
pub(crate) fn done(
    txn: &mut Txn,
    caller: &mut Caller,
    kind: OperationKind,
    targets: &[(&str, &str)],
) -> String {
    let dice = &mut caller.dice;
    let id = format!("{}-{}", letters(dice, 32), letters(dice, 8));
    let targets: BTreeMap<_, _> =
        targets.iter().map(|(what, id)| ((*what).to_owned(), (*id).to_owned())).collect();
    txn.put(Operation {
        id: id.clone(),
        scope: caller.scope.clone(),
        kind,
        status: OperationStatus::Success,
        targets,
        created_at: caller.now,
        updated_at: caller.now,
    });
    forget_oldest(txn, caller);
    id
}

fn forget_oldest(txn: &mut Txn, caller: &Caller) {
    let all = || txn.scan::<Operation>(&caller.scope);
    if all().count() > KEPT {
        let oldest = all().min_by_key(|operation| operation.created_at).map(|operation| operation.key());
        oldest.and_then(|key| txn.remove::<Operation>(&key));
    }
}

/// The operation that created a namespace, while it is remembered.
pub(crate) fn that_created(txn: &Txn, caller: &Caller, namespace: &str) -> Option<String> {
    let mut all = txn.scan::<Operation>(&caller.scope);
    let is_it = |operation: &Operation| {
        let target = operation.targets.get("NAMESPACE").map(String::as_str);
        operation.kind == OperationKind::CreateNamespace && target == Some(namespace)
    };
    all.find(|operation| is_it(operation)).map(|operation| operation.id.clone())
}
