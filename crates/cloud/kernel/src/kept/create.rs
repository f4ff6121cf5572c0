//! Makes a kept resource.

use std::borrow::Cow;

use ledger::Txn;
use model::Tags;
use model::kept::KeptResource;
use shapes::{Document, Entries, Error, Shape};

use super::describe::shown;
use super::{Derived, Kept, members, rehearses, text};
use crate::{Caller, idempotency};

/// The answer of `row.create`.
///
/// # Errors
/// In the words of the row and its service.
pub fn create(row: &Kept, txn: &mut Txn, caller: &mut Caller, input: Document) -> Result<Document, Error> {
    let token = token(row, &input);
    if let Some(made) = repeated(row, txn, caller, token.as_ref())? {
        return answer(row, &made);
    }
    let required = row.required.iter().find(|member| text(&input, member).is_none());
    if let Some(member) = required {
        return Err((row.manner.required)(member));
    }
    let mut members = asked(row, &input)?;
    (row.arrange)(&input, &mut members)?;
    for reference in row.references {
        text(&input, reference.member)
            .map_or(Ok(()), |id| (reference.check)(txn.world(), &caller.scope, id))?;
    }
    let tags = tags(row, &input)?;
    let record = finished(row, caller, members, &input, (token, tags));
    if txn.world().contains::<KeptResource>(&model::Record::key(&record)) {
        return Err((row.duplicate)(record.text(row.name).unwrap_or_default()));
    }
    row.quota.room_beside(txn.world().counted::<KeptResource>(&caller.scope, row.type_name))?;
    if rehearses(&input) {
        return Err((row.manner.dry_run)());
    }
    let answer = answer(row, &record);
    txn.put(record);
    answer
}

/// The resource, and the request's token where the answer says it again.
fn answer(row: &Kept, record: &KeptResource) -> Result<Document, Error> {
    let mut answer = vec![(Cow::Borrowed(row.one), shown(row, record)?)];
    let output = row.create.output.map(members::of).unwrap_or_default();
    let says_it = |name: &&str| output.iter().any(|member| member.name == *name);
    if let Some((name, (token, _))) = row.token.filter(says_it).zip(record.token.as_ref()) {
        answer.push((Cow::Borrowed(name), Document::String(token.clone())));
    }
    Ok(Document::Map(answer))
}

/// What an earlier request of the same token made.
fn repeated(
    row: &Kept,
    txn: &Txn,
    caller: &Caller,
    token: Option<&Token>,
) -> Result<Option<KeptResource>, Error> {
    let Some((token, digest)) = token else { return Ok(None) };
    let prefix = KeptResource::key_prefix(row.service, row.kind);
    let made = txn
        .scan_prefix::<KeptResource>(&caller.scope, &prefix)
        .find(|made| made.token.as_ref().is_some_and(|(made_by, _)| made_by == token));
    match made.map(|made| (&**made, made.token.as_ref().is_some_and(|(_, of)| of == digest))) {
        Some((made, true)) => Ok(Some(made.clone())),
        Some((_, false)) => Err((row.manner.other_token)(token)),
        None => Ok(None),
    }
}

/// A token and a digest.
type Token = (String, String);

/// The request's token and the digest of the rest of it, where the operation takes one and it is given.
fn token(row: &Kept, input: &Document) -> Option<Token> {
    let token = text(input, row.token?)?.to_owned();
    Some((token, idempotency::digest_but(input, |name| row.token == Some(name))?))
}

/// The members of the request that answers show, in the form they show them, and those it has by default.
fn asked(row: &Kept, input: &Document) -> Result<Entries, Error> {
    let shape = shape(row)?;
    let Document::Map(given) = input else { return Ok(Entries::new()) };
    let known = given.iter().filter_map(|(name, value)| {
        let member = members::of(shape).iter().find(|member| member.name == name)?;
        Some((Cow::Borrowed(member.name), members::shaped(member.shape, value)))
    });
    let mut asked: Vec<_> = known.collect();
    let missing = row.defaults.iter().filter(|(name, _)| text(input, name).is_none());
    let defaults: Vec<_> =
        missing.map(|(name, value)| (*name, Document::String((*value).to_owned()))).collect();
    asked.retain(|(name, _)| defaults.iter().all(|(default, _)| name != default));
    asked.extend(defaults.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)));
    Ok(asked)
}

/// The shape of one in answers.
pub(super) fn shape(row: &Kept) -> Result<&'static Shape, Error> {
    let output = row.create.output.map(members::of).unwrap_or_default();
    let member = output.iter().find(|member| member.name == row.one);
    member
        .map(|member| member.shape)
        .ok_or_else(|| Error::internal(format!("{} shows no {}", row.create.name, row.one)))
}

/// The tags of `TagSpecifications`, all of which must be meant for this type.
fn tags(row: &Kept, input: &Document) -> Result<Tags, Error> {
    let mut pairs = Vec::new();
    for specification in input.get("TagSpecifications").map(members::items).unwrap_or_default() {
        match text(specification, "ResourceType") {
            Some(kind) if kind == row.kind => {}
            other => return Err((row.manner.foreign_tags)(other.unwrap_or("null"))),
        }
        for tag in specification.get("Tags").map(members::items).unwrap_or_default() {
            let part = |member| text(tag, member).unwrap_or_default().to_owned();
            pairs.push((part("Key"), part("Value")));
        }
    }
    row.manner.tags.read(Some(pairs), "")
}

fn finished(
    row: &Kept,
    caller: &mut Caller,
    asked: Entries,
    input: &Document,
    (token, tags): (Option<Token>, Tags),
) -> KeptResource {
    let id = format!("{}{}", row.id.1, caller.dice.hex(17));
    let name = text(input, row.name).unwrap_or(&id);
    let mut record = KeptResource {
        scope: caller.scope.clone(),
        type_name: row.type_name.to_owned(),
        service: row.service.to_owned(),
        resource: row.resource(name),
        members: members::to_json(Document::Map(asked)),
        token,
        tags,
        created_at: caller.now,
        id,
    };
    record.members.insert(row.id.0.to_owned(), record.id.clone().into());
    for (member, derived) in row.derived {
        let value = match derived {
            Derived::Text(text) => (*text).to_owned(),
            Derived::Arn => record.arn(),
            Derived::Account => record.scope.account.to_string(),
        };
        record.members.insert((*member).to_owned(), value.into());
    }
    record
}
