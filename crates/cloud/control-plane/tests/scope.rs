//! The scope files (`scope/`, from which the tables of `shapes` and of SCOPE.md are made) and the table of operations say the same. In: both.
//! Out: a failure naming each operation that is missing on one side.

use std::collections::BTreeSet;

use shapes::OperationSchema;

fn name(operation: &OperationSchema) -> String {
    format!("{} {}", operation.service.name, operation.name)
}

#[test]
fn what_the_scope_files_call_here_is_built_and_nothing_else() {
    let built: BTreeSet<String> =
        control_plane::entries().iter().map(|entry| name(entry.operation)).collect();
    let operations = shapes::services().iter().flat_map(|service| service.operations);
    let told: BTreeSet<String> = operations.map(|operation| name(operation)).collect();
    let unbuilt: Vec<_> = told.difference(&built).collect();
    assert!(unbuilt.is_empty(), "in a scope file, but not built: {unbuilt:#?}");
    assert!(built.is_subset(&told) && built.len() >= 267, "{}", built.len());
}

#[test]
fn what_is_refused_with_a_reason_is_an_operation_of_aws() {
    for service in shapes::services() {
        for (operation, why) in service.refused {
            assert!(service.knows(operation) && service.operation(operation).is_none(), "{operation}");
            assert!(!why.is_empty(), "{operation}");
        }
    }
}
