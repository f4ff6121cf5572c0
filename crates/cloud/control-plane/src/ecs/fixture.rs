//! A cluster for unit tests: so many instances registered in `default`, and a task definition `web:1`.
#![allow(clippy::unwrap_used)]

use shapes::Error;
use shapes::ecs::{
    ContainerDefinition, CreateCluster, CreateClusterRequest, CreateService, CreateServiceRequest,
    RegisterContainerInstance, RegisterContainerInstanceRequest, RegisterTaskDefinition,
    RegisterTaskDefinitionRequest, RunTask, RunTaskRequest,
};

use crate::Caller;
use crate::rig::{Rig, rig_of};

/// A ledger, a caller, and the ARNs of the instances.
pub(crate) struct Desk {
    rig: Rig,
    pub(crate) instances: Vec<String>,
}

rig_of!(Desk holds Rig);

impl Desk {
    pub(crate) fn with_instances(count: usize) -> Desk {
        let mut desk = Desk { rig: Rig::new(), instances: Vec::new() };
        desk.write::<CreateCluster>(CreateClusterRequest::default()).unwrap();
        let container = ContainerDefinition {
            name: Some("web".to_owned()),
            image: Some("web".to_owned()),
            memory: Some(64),
            ..Default::default()
        };
        desk.write::<RegisterTaskDefinition>(RegisterTaskDefinitionRequest {
            family: "web".to_owned(),
            container_definitions: vec![container],
            ..Default::default()
        })
        .unwrap();
        (0..count).for_each(|_| desk.register_instance());
        desk.instances.sort();
        desk
    }

    fn register_instance(&mut self) {
        let run = shapes::ec2::RunInstancesRequest {
            image_id: Some("ami-00000000000000000".to_owned()),
            instance_type: Some("t3.small".to_owned()),
            min_count: 1,
            max_count: 1,
            ..Default::default()
        };
        let ran = self.write::<shapes::ec2::RunInstances>(run).unwrap();
        let id = ran.instances.unwrap().pop().unwrap().instance_id.unwrap();
        let document = Some(format!("{{\"instanceId\": \"{id}\"}}"));
        let input =
            RegisterContainerInstanceRequest { instance_identity_document: document, ..Default::default() };
        let registered = self.write::<RegisterContainerInstance>(input).unwrap().container_instance.unwrap();
        self.instances.push(registered.container_instance_arn.unwrap());
    }

    /// Registers a definition whose tasks have an address of their own, valid for these launch types.
    pub(crate) fn register_awsvpc(&mut self, family: &str, compatible: &[&str]) {
        self.write::<RegisterTaskDefinition>(awsvpc(family, compatible)).unwrap();
    }

    /// The ARN of a new service that wants no task.
    pub(crate) fn create_service(&mut self, name: &str) -> String {
        let input = CreateServiceRequest {
            service_name: name.to_owned(),
            task_definition: Some("web".to_owned()),
            desired_count: Some(0),
            ..Default::default()
        };
        self.write::<CreateService>(input).unwrap().service.unwrap().service_arn.unwrap()
    }

    /// The ARN of a task as the scheduler would start it for a service.
    pub(crate) fn service_task(&mut self, service: &str) -> String {
        let arn = self.run_task("web").unwrap();
        let id = arn.rsplit('/').next().unwrap();
        let key = model::ecs::Task::key_of(&self.caller.scope, "default", id);
        let (group, number) = (format!("service:{service}"), Some(1));
        let change = |task: &mut model::ecs::Task| (task.group, task.deployment) = (group, number);
        drop(self.ledger.write(|txn| txn.update(&key, change)));
        arn
    }

    /// The ARN of a new task of a family.
    pub(crate) fn run_task(&mut self, family: &str) -> Result<String, Error> {
        let input = RunTaskRequest { task_definition: family.to_owned(), ..Default::default() };
        let mut tasks = self.write::<RunTask>(input)?.tasks.unwrap();
        Ok(tasks.pop().unwrap().task_arn.unwrap())
    }
}

/// A definition of the smallest FARGATE task, container port 80.
pub(crate) fn awsvpc(family: &str, compatible: &[&str]) -> RegisterTaskDefinitionRequest {
    let port = shapes::ecs::PortMapping { container_port: Some(80), ..Default::default() };
    let container = ContainerDefinition {
        name: Some("app".to_owned()),
        image: Some("app".to_owned()),
        port_mappings: Some(vec![port]),
        ..Default::default()
    };
    RegisterTaskDefinitionRequest {
        family: family.to_owned(),
        container_definitions: vec![container],
        network_mode: Some("awsvpc".to_owned()),
        cpu: Some("256".to_owned()),
        memory: Some("512".to_owned()),
        requires_compatibilities: Some(compatible.iter().map(|&word| word.to_owned()).collect()),
        ..Default::default()
    }
}

/// The default subnet of a zone of the example caller's Region.
pub(crate) fn subnet(letter: &str) -> String {
    let scope = Caller::example().scope;
    model::ec2::default_subnet(&scope, &format!("{}{letter}", scope.region))
}
