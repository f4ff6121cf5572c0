# Shorthand only: every recipe is one command that works without just.

# list the recipes
default:
    @just --list

# the cloud and the platform on it
up *args:
    cargo run --release -- up {{args}}

# the cloud alone
start *args:
    cargo run --release -- start {{args}}

# can containers run here?
doctor:
    cargo run --release -- doctor

# everything CI runs
test:
    cargo xtask test

# the checks that need no running cloud
check:
    cargo fmt --check
    cargo clippy --workspace --all-targets -- -D warnings
    cargo xtask floors
    cargo xtask codegen --check

# side-by-side numbers of a release build
bench tool *args:
    cargo run --release -p bench --bin {{tool}} -- {{args}}
