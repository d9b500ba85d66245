// Loaded before the code of a worker thread: the thread is ready three seconds later than it could be.
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000);
