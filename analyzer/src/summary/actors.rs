//! Groups of actors, as `run.Group` of github.com/oklog/run: each is a function that runs on a goroutine, and one that
//! interrupts it. `Run` starts all that were added, interrupts all once the first has returned, and waits for all.

use super::domain::{JoinKind, Path, Pos, SpawnKind, Val};
use super::limits;
use super::walk::Walker;
use crate::syntax::facts::ExprId;

/// Two functions that were added to a group that does not run yet.
pub(super) struct Actor {
    group: Path,
    execute: Val,
    interrupt: Val,
    /// The call that adds it.
    call: ExprId,
    pos: Pos,
}

impl Walker<'_, '_> {
    /// An actor is added to a group.
    pub(super) fn add_actor(&mut self, group: Path, params: &[Val], call: ExprId, pos: Pos) {
        let [_, execute, interrupt] = params else { return };
        self.actors.retain(|actor| actor.call != call);
        if self.actors.len() < limits::SPAWNS {
            let (execute, interrupt) = (execute.clone(), interrupt.clone());
            self.actors.push(Actor { group, execute, interrupt, call, pos });
        }
    }

    /// The group runs until all of its actors have returned.
    pub(super) fn run_actors(&mut self, group: Path, pos: Pos) {
        self.start_actors(|actor| actor.group == group);
        self.wait(JoinKind::Group, group, pos);
    }

    /// Whoever gave the group runs it, later than all that happens here.
    pub(super) fn leave_actors(&mut self) {
        self.start_actors(|_| true);
    }

    /// The goroutines of actors run, and the first of them that returns has all others interrupted.
    fn start_actors(&mut self, runs: impl Fn(&Actor) -> bool) {
        let running: Vec<Actor>;
        (running, self.actors) = std::mem::take(&mut self.actors).into_iter().partition(runs);
        for &Actor { group, ref execute, call, pos, .. } in &running {
            let group = Some(group);
            self.start(execute.clone(), Vec::new(), SpawnKind::Go, group, None, call, pos);
        }
        for Actor { interrupt, call, pos, .. } in running {
            self.apply(&interrupt, vec![Val::Opaque], call, pos);
        }
    }
}
