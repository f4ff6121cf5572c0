//! SimWorld: fake clock, simulated runtime, script runner.
