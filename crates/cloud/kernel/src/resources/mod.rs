//! Resources: records that have an ARN and carry tags. In: an ARN, or an account and Region. Out: where the record is kept, and its tags.
//!
//! ```text
//!   arn:aws:ecs:us-west-2:000000000000:service/CLUSTER/NAME
//!           ^^^                        ^^^^^^^^             service and prefix: a row of the table
//!                                              ^^^^^^^^^^^^ its end: one record
//! ```
//! Kept resources (see [`crate::kept`]) are found too, by the same look-up.
//! Never here: operations, and the words services refuse with (see [`crate::tags`]).

mod table;

use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;

use ledger::{Stored, Txn, World};
use model::kept::KeptResource;
use model::{Arn, Key, Record, Scope, Tags};

/// A record that is a resource; see the table for those there are.
pub trait Resource: Record + Stored {
    /// As CloudFormation names the type: `AWS::ECS::Service`.
    const TYPE: &'static str;
    /// The service in its ARN: `ecs`.
    const SERVICE: &'static str;
    /// What its ARN's resource begins with: `service/`.
    const PREFIX: &'static str;

    /// How its ARN ends, behind the prefix.
    fn arn_end(&self) -> String {
        self.key().id
    }

    /// Ids of records whose ARN may end like this: one of them is it, if it is there. `None` where an ARN does not tell, and all have to be
    /// looked through.
    fn ids_of(end: &str) -> Option<Vec<String>> {
        Some(vec![end.to_owned()])
    }

    /// Whether it is still there for its users: of some things that are gone a memory is kept.
    fn is_live(&self) -> bool {
        true
    }

    /// The user's tags.
    fn tags(&self) -> &Tags;

    /// The same, to be changed.
    fn tags_mut(&mut self) -> &mut Tags;
}

/// Its ARN.
pub fn arn_of<R: Resource>(resource: &R) -> String {
    model::arn::arn(&resource.key().scope, R::SERVICE, &format!("{}{}", R::PREFIX, resource.arn_end()))
}

/// One type of resource.
struct ResourceType {
    /// The service in its ARNs.
    service: &'static str,
    prefix: &'static str,
    find: fn(&World, &Scope, &str) -> Option<Found>,
    tagged: fn(&World, &Scope) -> Vec<Found>,
}

impl ResourceType {
    const fn of<R: Resource>() -> ResourceType {
        ResourceType {
            service: R::SERVICE,
            prefix: R::PREFIX,
            find: find_one::<R>,
            tagged: |world, scope| {
                let has_tags = |it: &&Arc<R>| it.is_live() && !it.tags().is_empty();
                world.scan::<R>(scope).filter(has_tags).map(|it| Found::of(&**it)).collect()
            },
        }
    }
}

fn find_one<R: Resource>(world: &World, scope: &Scope, end: &str) -> Option<Found> {
    let is_it = |it: &&R| it.is_live() && it.arn_end() == end;
    let found = match R::ids_of(end) {
        Some(ids) => {
            let records = ids.into_iter().filter_map(|id| world.get::<R>(&Key::new(scope, id)));
            records.map(|record| &**record).find(is_it)
        }
        None => world.scan::<R>(scope).map(|record| &**record).find(is_it),
    };
    found.map(Found::of)
}

/// The row of a type.
struct Row<R>(PhantomData<R>);

impl<R: Resource> Row<R> {
    const ROW: &'static ResourceType = &ResourceType::of::<R>();
}

/// A resource that is there.
#[derive(Clone)]
pub struct Found {
    /// Its type, as CloudFormation names it.
    pub type_name: Cow<'static, str>,
    /// Its ARN.
    pub arn: String,
    /// Its tags.
    pub tags: Tags,
    /// Whether the resource part of its ARN begins with the name of its kind.
    names_kind: bool,
    key: Key,
    set_tags: fn(&mut Txn, &Key, Tags),
}

impl Found {
    /// This record.
    pub fn of<R: Resource>(record: &R) -> Found {
        Found {
            type_name: Cow::Borrowed(R::TYPE),
            arn: arn_of(record),
            tags: record.tags().clone(),
            names_kind: !R::PREFIX.is_empty(),
            key: record.key(),
            set_tags: |txn, key, tags| {
                txn.update::<R, _>(key, |record| *record.tags_mut() = tags);
            },
        }
    }

    /// This kept resource.
    pub fn of_kept(record: &KeptResource) -> Found {
        Found {
            type_name: Cow::Owned(record.type_name.clone()),
            arn: record.arn(),
            tags: record.tags.clone(),
            names_kind: true,
            key: record.key(),
            set_tags: |txn, key, tags| {
                txn.update::<KeptResource, _>(key, |record| record.tags = tags);
            },
        }
    }

    /// Whether a filter for types means it: `ecs`, `ecs:service`, `elasticloadbalancing:loadbalancer/app`.
    pub fn is_of_type(&self, filter: &str) -> bool {
        let (service, kind) = filter.split_once(':').unwrap_or((filter, ""));
        let arn = Arn::parse(&self.arn);
        let (own, resource) = arn.map_or(("", ""), |arn| (arn.service, arn.resource));
        let begins = || resource.strip_prefix(kind).is_some_and(|rest| rest.starts_with(['/', ':']));
        let is_named =
            || self.type_name.rsplit("::").next().is_some_and(|name| name.eq_ignore_ascii_case(kind));
        let is_kind = kind.is_empty() || if self.names_kind { begins() } else { is_named() };
        service == own && is_kind
    }

    /// Gives it other tags.
    pub fn set_tags(&self, txn: &mut Txn, tags: Tags) {
        (self.set_tags)(txn, &self.key, tags);
    }
}

/// The resource of an ARN in this account and Region.
pub fn find(world: &World, scope: &Scope, text: &str) -> Option<Found> {
    let arn = Arn::parse(text).filter(|arn| arn.is_in(scope))?;
    let of_service = table::TYPES.iter().filter(|row| row.service == arn.service);
    let found =
        of_service.filter_map(|row| (row.find)(world, scope, arn.resource.strip_prefix(row.prefix)?)).next();
    let kept = || world.get::<KeptResource>(&KeptResource::key_of(scope, arn.service, arn.resource));
    found.or_else(|| kept().map(|record| Found::of_kept(record)))
}

/// The resources of an account and Region that have tags, by ARN.
pub fn tagged(world: &World, scope: &Scope) -> Vec<Found> {
    let mut all: Vec<Found> = table::TYPES.iter().flat_map(|row| (row.tagged)(world, scope)).collect();
    let kept = world.scan::<KeptResource>(scope).filter(|record| !record.tags.is_empty());
    all.extend(kept.map(|record| Found::of_kept(record)));
    all.sort_by(|one, other| one.arn.cmp(&other.arn));
    all.dedup_by(|one, other| one.arn == other.arn);
    all
}
