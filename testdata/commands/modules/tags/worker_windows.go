package tags

func (w *worker) Stop() {
	w.buffer = nil
}
