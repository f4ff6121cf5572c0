//! Amazon ECS.

mod create_cluster;
mod describe_clusters;
mod find;
mod tags;
mod view;

use shapes::ecs as op;

use crate::table::Entry;

/// The operations of Amazon ECS.
pub(crate) fn entries() -> Vec<Entry> {
    vec![Entry::write::<op::CreateCluster>(), Entry::read::<op::DescribeClusters>()]
}
