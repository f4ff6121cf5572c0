//! Resources: records that have an ARN and carry tags. In: an ARN, or an account and Region. Out: where the record is kept, and its tags.
//!
//! ```text
//!   arn:aws:ecs:us-west-2:000000000000:service/CLUSTER/NAME
//!           ^^^                        ^^^^^^^^             service and prefix: a row of the table
//!                                              ^^^^^^^^^^^^ its end: one record
//! ```
//! Never here: operations, and the words services refuse with (see [`crate::tags`]).

mod table;

use std::marker::PhantomData;
use std::sync::Arc;

use ledger::{Stored, Txn, World};
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
pub struct ResourceType {
    /// As CloudFormation names it.
    pub name: &'static str,
    /// The service in its ARNs.
    pub service: &'static str,
    prefix: &'static str,
    find: fn(&World, &Scope, &str) -> Option<Found>,
    tagged: fn(&World, &Scope) -> Vec<Found>,
    set_tags: fn(&mut Txn, &Key, Tags),
}

impl ResourceType {
    const fn of<R: Resource>() -> ResourceType {
        ResourceType {
            name: R::TYPE,
            service: R::SERVICE,
            prefix: R::PREFIX,
            find: find_one::<R>,
            tagged: |world, scope| {
                let has_tags = |it: &&Arc<R>| it.is_live() && !it.tags().is_empty();
                world.scan::<R>(scope).filter(has_tags).map(|it| Found::of(&**it)).collect()
            },
            set_tags: |txn, key, tags| {
                txn.update::<R, _>(key, |record| *record.tags_mut() = tags);
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
    /// Its type.
    pub of: &'static ResourceType,
    /// Its ARN.
    pub arn: String,
    /// Its tags.
    pub tags: Tags,
    key: Key,
}

impl Found {
    /// This record.
    pub fn of<R: Resource>(record: &R) -> Found {
        Found { of: Row::<R>::ROW, arn: arn_of(record), tags: record.tags().clone(), key: record.key() }
    }

    /// Whether a filter for types means it: `ecs`, `ecs:service`, `elasticloadbalancing:loadbalancer/app`.
    pub fn is_of_type(&self, filter: &str) -> bool {
        let (service, kind) = filter.split_once(':').unwrap_or((filter, ""));
        let resource = Arn::parse(&self.arn).map_or("", |arn| arn.resource);
        let begins = || resource.strip_prefix(kind).is_some_and(|rest| rest.starts_with(['/', ':']));
        let is_named =
            || self.of.name.rsplit("::").next().is_some_and(|name| name.eq_ignore_ascii_case(kind));
        let is_kind = kind.is_empty() || if self.of.prefix.is_empty() { is_named() } else { begins() };
        service == self.of.service && is_kind
    }

    /// Gives it other tags.
    pub fn set_tags(&self, txn: &mut Txn, tags: Tags) {
        (self.of.set_tags)(txn, &self.key, tags);
    }
}

/// The resource of an ARN in this account and Region.
pub fn find(world: &World, scope: &Scope, text: &str) -> Option<Found> {
    let arn = Arn::parse(text).filter(|arn| arn.is_in(scope))?;
    let of_service = table::TYPES.iter().filter(|row| row.service == arn.service);
    of_service.filter_map(|row| (row.find)(world, scope, arn.resource.strip_prefix(row.prefix)?)).next()
}

/// The resources of an account and Region that have tags, by ARN.
pub fn tagged(world: &World, scope: &Scope) -> Vec<Found> {
    let mut all: Vec<Found> = table::TYPES.iter().flat_map(|row| (row.tagged)(world, scope)).collect();
    all.sort_by(|one, other| one.arn.cmp(&other.arn));
    all.dedup_by(|one, other| one.arn == other.arn);
    all
}
