//! Shows kept resources.

use std::borrow::Cow;

use ledger::World;
use model::kept::KeptResource;
use model::{Scope, Tags};
use shapes::{Document, Error};

use super::create::shape;
use super::{Kept, members, rehearses, text};
use crate::{Caller, paging, wildcard};

/// The answer of `row.describe`.
///
/// # Errors
/// In the words of the row and its service.
pub fn describe(row: &Kept, world: &World, caller: &mut Caller, input: Document) -> Result<Document, Error> {
    let found = asked_for(row, world, &caller.scope, &input)?;
    let mut meant = Vec::new();
    let filters = input.get("Filters").map(members::items).unwrap_or_default();
    let filters: Vec<_> = filters.iter().map(|filter| known(row, filter)).collect::<Result<_, _>>()?;
    for record in found {
        let document = shown(row, record)?;
        if filters.iter().all(|(field, values)| passes(field, values, record, &document)) {
            meant.push((record.resource.clone(), document));
        }
    }
    let most = match input.get("MaxResults") {
        Some(Document::Integer(most)) => Some(*most),
        _ => None,
    };
    let (token, limit) = (text(&input, "NextToken"), (row.manner.page)(most)?);
    let page = paging::page(meant.into_iter(), |(key, _)| key.clone(), token, limit, row.manner.bad_token)?;
    if rehearses(&input) {
        return Err((row.manner.dry_run)());
    }
    let items = page.items.into_iter().map(|(_, document)| document).collect();
    let mut answer = vec![(Cow::Borrowed(row.all), Document::List(items))];
    answer.extend(page.next.map(|next| (Cow::Borrowed("NextToken"), Document::String(next))));
    Ok(Document::Map(answer))
}

/// All of them, or those that are asked for by name or id, each of which must be there.
fn asked_for<'w>(
    row: &Kept,
    world: &'w World,
    scope: &Scope,
    input: &Document,
) -> Result<Vec<&'w KeptResource>, Error> {
    let prefix = KeptResource::key_prefix(row.service, row.kind);
    let mut found: Vec<&KeptResource> =
        world.scan_prefix::<KeptResource>(scope, &prefix).map(|record| &**record).collect();
    for (list, member) in row.asked_by {
        let names: Vec<&str> = input
            .get(list)
            .map(members::items)
            .unwrap_or_default()
            .iter()
            .filter_map(Document::as_str)
            .collect();
        let is_called = |record: &&KeptResource, name: &str| record.text(member) == Some(name);
        let unknown = names.iter().find(|name| !found.iter().any(|record| is_called(record, name)));
        if let Some(unknown) = unknown {
            return Err((row.missing)(unknown));
        }
        found.retain(|record| names.is_empty() || names.iter().any(|name| is_called(record, name)));
    }
    Ok(found)
}

/// One of them as answers show it.
pub(super) fn shown(row: &Kept, record: &KeptResource) -> Result<Document, Error> {
    let shape = shape(row)?;
    let mut members = members::from_json(shape, &record.members);
    if members::of(shape).iter().any(|member| member.name == "Tags") {
        members.push((Cow::Borrowed("Tags"), tag_list(&record.tags)));
    }
    Ok(Document::Map(members))
}

fn tag_list(tags: &Tags) -> Document {
    let text = |text: &String| Document::String(text.clone());
    let pair = |(key, value)| {
        Document::Map(vec![(Cow::Borrowed("Key"), text(key)), (Cow::Borrowed("Value"), text(value))])
    };
    Document::List(tags.iter().map(pair).collect())
}

/// What a filter looks at.
enum Field {
    Way(&'static [&'static str]),
    Tag(String),
    TagKey,
}

/// What a filter looks at, and its values.
fn known<'f>(row: &Kept, filter: &'f Document) -> Result<(Field, &'f [Document]), Error> {
    let name = text(filter, "Name").unwrap_or_default();
    let values = filter.get("Values").map(members::items).unwrap_or_default();
    let invalid = || (row.manner.bad_filter)(name);
    if values.is_empty() {
        return Err(invalid());
    }
    let field = match (name, name.strip_prefix("tag:")) {
        ("tag-key", _) => Field::TagKey,
        (_, Some(key)) => Field::Tag(key.to_owned()),
        _ => {
            let found = row.filters.iter().find(|(known, _)| *known == name);
            Field::Way(found.ok_or_else(invalid)?.1)
        }
    };
    Ok((field, values))
}

/// Whether one of a filter's values, in which `*` and `?` are wildcards, is one of what it looks at.
fn passes(field: &Field, values: &[Document], record: &KeptResource, shown: &Document) -> bool {
    let mut found = Vec::new();
    match field {
        Field::Way(way) => members::texts(shown, way, &mut found),
        Field::Tag(key) => found.extend(record.tags.get(key).cloned()),
        Field::TagKey => found.extend(record.tags.keys().cloned()),
    }
    let mut patterns = values.iter().filter_map(Document::as_str);
    patterns.any(|pattern| found.iter().any(|text| wildcard::matches(pattern, text)))
}
