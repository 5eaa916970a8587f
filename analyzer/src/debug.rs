//! temporary
pub(crate) fn dump(cx: &crate::summary::Context<'_>) {
    let Ok(filter) = std::env::var("CR_DUMP") else { return };
    for i in 0..cx.program.funcs.len() {
        let f = crate::program::FuncId::new(i);
        let name = cx.program.display_name(f);
        if !name.contains(&filter) { continue; }
        let Some(s) = cx.summary(f) else { continue };
        eprintln!("== {name} returns={} exit={:?}", s.exit.returns, s.exit.ctx);
        for a in &s.accesses { eprintln!("  {:?} {:?} local={} line {:?} via {:?} ctx {:?}", a.op, a.path, a.local, cx.program.files[a.pos.file as usize].facts.line_column(a.pos.start), a.via, s.ctx(a.ctx)); }
        for a in &s.spawns { eprintln!("  SPAWN {a:?}"); }
        for a in &s.dyn_calls { eprintln!("  DYN {a:?}"); }
        for a in &s.calls { eprintln!("  CALL {a:?}"); }
        for a in &s.releases { eprintln!("  REL {a:?}"); }
        for a in &s.invokes { eprintln!("  INVOKE {a:?}"); }
        eprintln!("  names {:?} fields {:?} results {:?}", s.names, s.fields, s.results);
    }
}
