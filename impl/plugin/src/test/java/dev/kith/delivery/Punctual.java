package dev.kith.delivery;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Threads that take up their work before the time for it begins to run, however busy the machine is. */
final class Punctual extends AbstractExecutorService {
    private final ExecutorService threads;
    private final Semaphore begun;

    Punctual(ExecutorService threads, Semaphore begun) {
        this.threads = threads;
        this.begun = begun;
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
        begun.acquireUninterruptibly();
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(time, unit);
    }
}
