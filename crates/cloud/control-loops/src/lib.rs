//! The loops that introduce planner, ledger and movers to each other.
