//! What creating a namespace comes to, private or not. In: what the user wants. Out: the record and its operation, or a refusal.
//! Never here: services.

use ledger::Txn;
use model::cloud_map::{Namespace, NamespaceKind, OperationKind, letters};
use model::{Record, Tags};
use shapes::Error;
use shapes::servicediscovery::errors;

use super::operations;
use crate::Caller;
use crate::quotas;

/// Seconds an answer "no such name" may be kept, unless asked otherwise.
const SOA_TTL: i64 = 15;

/// What a user wants.
pub(crate) struct Wanted {
    pub(crate) name: String,
    pub(crate) kind: NamespaceKind,
    pub(crate) description: Option<String>,
    pub(crate) vpc: Option<String>,
    pub(crate) soa_ttl: Option<i64>,
    pub(crate) creator_request_id: Option<String>,
    pub(crate) tags: Tags,
}

/// Creates it; the id of the operation, the first one's when the same request comes again.
pub(crate) fn create(txn: &mut Txn, caller: &mut Caller, wanted: Wanted) -> Result<String, Error> {
    let same = |present: &&std::sync::Arc<Namespace>| present.name.eq_ignore_ascii_case(&wanted.name);
    if let Some(present) = txn.scan::<Namespace>(&caller.scope).find(same).cloned() {
        let repeated = present.kind == wanted.kind
            && present.creator_request_id.is_some()
            && present.creator_request_id == wanted.creator_request_id;
        let first = operations::that_created(txn, caller, &present.id).filter(|_| repeated);
        return first.ok_or_else(|| exists(&present));
    }
    quotas::NAMESPACES.room_beside(txn.scan::<Namespace>(&caller.scope).count())?;
    let namespace = new(caller, wanted);
    let id = namespace.id.clone();
    txn.put(namespace);
    Ok(operations::done(txn, caller, OperationKind::CreateNamespace, &[("NAMESPACE", &id)]))
}

fn new(caller: &mut Caller, wanted: Wanted) -> Namespace {
    let is_private = wanted.kind == NamespaceKind::DnsPrivate;
    let zone = is_private.then(|| format!("Z{}", letters(&mut caller.dice, 20).to_ascii_uppercase()));
    Namespace {
        scope: caller.scope.clone(),
        id: format!("ns-{}", letters(&mut caller.dice, 16)),
        name: wanted.name,
        kind: wanted.kind,
        description: wanted.description,
        vpc: wanted.vpc,
        hosted_zone: zone,
        soa_ttl: wanted.soa_ttl.unwrap_or(SOA_TTL),
        creator_request_id: wanted.creator_request_id,
        created_at: caller.now,
        tags: wanted.tags,
    }
}

fn exists(present: &Namespace) -> Error {
    let text = format!("Namespace {} already exists with the same name: {}", present.id, present.name);
    errors::namespace_already_exists(text)
        .with_member("NamespaceId", present.id.clone())
        .with_member("CreatorRequestId", present.creator_request_id.clone())
}

/// A name that can stand in DNS.
pub(crate) fn check_dns_name(name: &str) -> Result<(), Error> {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    if name.len() <= 253 && name.split('.').all(label) {
        return Ok(());
    }
    Err(errors::invalid_input(format!("The namespace name {name} is not a valid domain name.")))
}

/// A name that is no ARN.
pub(crate) fn check_http_name(name: &str) -> Result<(), Error> {
    let printable = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
    if printable && name.len() <= 1024 && !name.starts_with("arn:") {
        return Ok(());
    }
    Err(errors::invalid_input(format!("The namespace name {name} is not valid.")))
}

/// Changes one and writes the operation of it; its id.
pub(crate) fn update(
    txn: &mut Txn,
    caller: &mut Caller,
    namespace: &Namespace,
    change: impl FnOnce(&mut Namespace),
) -> String {
    txn.update::<Namespace, _>(&namespace.key(), change);
    operations::done(txn, caller, OperationKind::UpdateNamespace, &[("NAMESPACE", &namespace.id)])
}
