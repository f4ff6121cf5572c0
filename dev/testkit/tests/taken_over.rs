//! Records that are behind what runs, as a process leaves them that is killed between a deed and its writing down. In: such worlds. Out:
//! what the next life makes of them.

#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use container_runtime::ContainerRuntime;
use control_loops::tasks::adopt::Inheritance;
use control_loops::tasks::runtime_id;
use model::Record;
use model::ecs::{LastStatus, Task};
use shapes::{ec2, ecs};
use testkit::sim_world::SimWorld;

/// `ECS_CLUSTER=c`, base64.
const USER_DATA: &str = "ZWNobyBFQ1NfQ0xVU1RFUj1jID4+IC9ldGMvZWNzL2Vjcy5jb25maWc=";

/// One task that runs, and the world it is in.
fn world() -> (SimWorld, Arc<Task>) {
    let mut world = SimWorld::new().unwrap();
    let cluster = Some("c".to_owned());
    world
        .write::<ecs::CreateCluster>(ecs::CreateClusterRequest {
            cluster_name: cluster.clone(),
            ..Default::default()
        })
        .unwrap();
    world
        .write::<ec2::RunInstances>(ec2::RunInstancesRequest {
            image_id: Some("ami-00000000000000000".to_owned()),
            instance_type: Some("t3.small".to_owned()),
            user_data: Some(USER_DATA.to_owned()),
            min_count: 1,
            max_count: 1,
            ..Default::default()
        })
        .unwrap();
    let container = ecs::ContainerDefinition {
        name: Some("app".to_owned()),
        image: Some("app:1".to_owned()),
        memory: Some(64),
        ..Default::default()
    };
    world
        .write::<ecs::RegisterTaskDefinition>(ecs::RegisterTaskDefinitionRequest {
            family: "app".to_owned(),
            container_definitions: vec![container],
            ..Default::default()
        })
        .unwrap();
    world.tick(5);
    world
        .write::<ecs::RunTask>(ecs::RunTaskRequest {
            cluster,
            task_definition: "app".to_owned(),
            ..Default::default()
        })
        .unwrap();
    let task = world.world().all::<Task>().next().unwrap().clone();
    assert_eq!(task.last, LastStatus::Running);
    (world, task)
}

fn only_task(world: &SimWorld) -> Arc<Task> {
    let all = world.world();
    assert_eq!(all.all::<Task>().count(), 1);
    all.all::<Task>().next().unwrap().clone()
}

#[test]
fn a_task_the_records_call_not_handed_over_is_adopted_and_not_started_again() {
    let (mut world, task) = world();
    world.crash();
    let behind =
        Task { last: LastStatus::Provisioning, pull_started_at: None, started_at: None, ..(*task).clone() };
    let (_, written) = world.ledger.write(|txn| txn.put(behind));
    drop(written);
    let inheritance = world.start_again();
    assert_eq!(inheritance, Inheritance { adopted: 1, lost: 0, unwanted: 0 });
    assert_eq!(only_task(&world).last, LastStatus::Running);
    assert_eq!(world.runtime.list().len(), 1);
}

#[test]
fn what_no_record_knows_is_ended() {
    let (mut world, task) = world();
    world.crash();
    let (_, written) = world.ledger.write(|txn| txn.remove::<Task>(&task.key()));
    drop(written);
    assert_eq!(world.start_again(), Inheritance { adopted: 0, lost: 0, unwanted: 1 });
    assert_eq!((world.runtime.list().len(), world.world().all::<Task>().count()), (0, 0));
}

#[test]
fn nothing_that_is_told_again_changes_a_task() {
    let (mut world, task) = world();
    world.crash();
    world.tick(100);
    world.start_again();
    assert_eq!(*only_task(&world), *task);
    world.runtime.exit(&runtime_id(&task), "app", 7, true);
    world.settle();
    let ended = only_task(&world);
    assert_eq!((ended.last, ended.containers[0].exit_code), (LastStatus::Stopped, Some(7)));
    world.crash();
    world.tick(100);
    world.start_again();
    assert_eq!(*only_task(&world), *ended);
}
