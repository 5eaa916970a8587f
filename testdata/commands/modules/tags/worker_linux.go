package tags

func (w *worker) Kill() {
	w.buffer = nil
}
