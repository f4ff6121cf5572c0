//! The generated types and tables, seen from outside.
#![allow(clippy::unwrap_used)]

use shapes::{Document, FromDocument, IntoDocument, Kind, Operation, dynamodb, ecs, services, sns};

fn map(entries: Vec<(&'static str, Document)>) -> Document {
    Document::Map(entries.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

#[test]
fn absent_is_not_empty() {
    let absent =
        ecs::UpdateServiceRequest::from_document(map(vec![("service", "web".to_owned().into_document())]))
            .unwrap();
    assert_eq!((absent.service.as_str(), absent.load_balancers), ("web", None));
    let empty =
        map(vec![("service", "web".to_owned().into_document()), ("loadBalancers", Document::List(vec![]))]);
    assert_eq!(ecs::UpdateServiceRequest::from_document(empty).unwrap().load_balancers, Some(vec![]));
    let out = ecs::DescribeServicesResponse { failures: Some(vec![]), services: None };
    assert_eq!(out.into_document(), map(vec![("failures", Document::List(vec![]))]));
}

#[test]
fn a_mismatch_names_the_way_to_it() {
    let exec = map(vec![("kmsKeyId", Document::Integer(1))]);
    let bad = map(vec![("configuration", map(vec![("executeCommandConfiguration", exec)]))]);
    let error = ecs::CreateClusterRequest::from_document(bad).unwrap_err();
    let way = "configuration.executeCommandConfiguration.kmsKeyId";
    assert_eq!(error.to_string(), format!("expected string at '{way}', found integer"));
}

#[test]
fn recursive_values_survive() {
    let leaf = dynamodb::AttributeValue { n: Some("1".into()), ..Default::default() };
    let list = dynamodb::AttributeValue { l: Some(vec![leaf]), ..Default::default() };
    let tree = dynamodb::AttributeValue { m: Some([("a".to_owned(), list)].into()), ..Default::default() };
    assert_eq!(dynamodb::AttributeValue::from_document(tree.clone().into_document()), Ok(tree));
}

#[test]
fn every_operation_and_member_can_be_found_by_name() {
    for service in services() {
        for operation in service.operations {
            assert_eq!(service.operation(operation.name), Some(*operation));
            for shape in [operation.input, operation.output].into_iter().flatten() {
                let Kind::Structure { members, .. } = shape.kind else {
                    panic!("{} is no structure", shape.name)
                };
                assert!(members.is_sorted_by(|a, b| a.name < b.name), "{}", shape.name);
            }
        }
        assert_eq!(service.operation("Nope"), None);
    }
}

#[test]
fn errors_carry_both_codes() {
    let error = sns::errors::not_found_exception("Topic does not exist");
    assert_eq!(
        (error.code.as_ref(), error.query_code.as_deref(), error.status),
        ("NotFoundException", Some("NotFound"), 404)
    );
    assert!(error.is_modelled_for(sns::Publish::schema()));
    assert!(!error.is_modelled_for(ecs::CreateService::schema()));
    assert!(shapes::Error::not_implemented("ecs", "CreateTaskSet").message.contains("SCOPE.md"));
}
