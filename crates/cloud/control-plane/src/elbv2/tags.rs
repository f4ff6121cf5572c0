//! Tags as Elastic Load Balancing writes them, and what can carry them.

use std::sync::Arc;

use ledger::{Txn, World};
use model::elbv2::{Listener, LoadBalancer, Rule, TargetGroup};
use model::{Arn, Record, Scope, Tags};
use shapes::Error;
use shapes::elbv2::{Tag, errors};

use super::find::{self, FoundRule};

/// The most tags one resource carries.
const MOST: usize = 50;

/// From a request; a key must not come twice.
pub(crate) fn read(given: Option<Vec<Tag>>) -> Result<Tags, Error> {
    let mut tags = Tags::new();
    for tag in given.unwrap_or_default() {
        if tags.insert(tag.key.clone(), tag.value.unwrap_or_default()).is_some() {
            let text = format!("Tag keys must be unique; '{}' was given more than once", tag.key);
            return Err(errors::duplicate_tag_keys_exception(text));
        }
    }
    check_count(&tags)?;
    Ok(tags)
}

/// Refuses more tags than a resource may carry.
pub(crate) fn check_count(tags: &Tags) -> Result<(), Error> {
    if tags.len() > MOST {
        return Err(errors::too_many_tags_exception(format!("The maximum number of tags is {MOST}")));
    }
    Ok(())
}

/// For an answer.
pub(crate) fn write(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: Some(value.clone()) }).collect()
}

/// A resource with tags.
pub(crate) enum Tagged {
    LoadBalancer(Arc<LoadBalancer>),
    TargetGroup(Arc<TargetGroup>),
    Listener(Arc<Listener>),
    Rule(Arc<Rule>),
    /// The default rule of this listener: it shows no tags and takes none.
    DefaultRule(Arc<Listener>),
}

impl Tagged {
    /// The resource of this ARN, of whatever kind.
    pub(crate) fn find(world: &World, scope: &Scope, arn: &str) -> Result<Tagged, Error> {
        let resource = Arn::parse(arn).map_or("", |arn| arn.resource);
        match resource.split('/').next() {
            Some("loadbalancer") => find::load_balancer(world, scope, arn).map(Tagged::LoadBalancer),
            Some("targetgroup") => find::target_group(world, scope, arn).map(Tagged::TargetGroup),
            Some("listener") => find::listener(world, scope, arn).map(Tagged::Listener),
            Some("listener-rule") => Ok(match find::any_rule(world, scope, arn)? {
                FoundRule::Numbered(rule) => Tagged::Rule(rule),
                FoundRule::Default(listener) => Tagged::DefaultRule(listener),
            }),
            _ => Err(Error::validation(format!("'{arn}' is not a valid load balancer ARN"))),
        }
    }

    /// Its tags.
    pub(crate) fn tags(&self) -> Tags {
        match self {
            Tagged::LoadBalancer(record) => record.tags.clone(),
            Tagged::TargetGroup(record) => record.tags.clone(),
            Tagged::Listener(record) => record.tags.clone(),
            Tagged::Rule(record) => record.tags.clone(),
            Tagged::DefaultRule(_) => Tags::new(),
        }
    }

    /// Writes it with other tags.
    pub(crate) fn set(&self, txn: &mut Txn, tags: Tags) -> Result<(), Error> {
        check_count(&tags)?;
        match self {
            Tagged::LoadBalancer(found) => txn.update(&found.key(), |now: &mut LoadBalancer| now.tags = tags),
            Tagged::TargetGroup(found) => txn.update(&found.key(), |now: &mut TargetGroup| now.tags = tags),
            Tagged::Listener(found) => txn.update(&found.key(), |now: &mut Listener| now.tags = tags),
            Tagged::Rule(found) => txn.update(&found.key(), |now: &mut Rule| now.tags = tags),
            Tagged::DefaultRule(listener) => {
                let text = format!("Default rule '{}' cannot be tagged", listener.default_rule_arn());
                return Err(errors::operation_not_permitted_exception(text));
            }
        };
        Ok(())
    }
}
