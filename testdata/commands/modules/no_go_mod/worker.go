package worker

type worker struct {
	buffer []byte
}

func (w *worker) Open() {
	go w.run()
}

func (w *worker) run() {
	_ = len(w.buffer)
}

func (w *worker) Close() {
	w.buffer = nil
}
