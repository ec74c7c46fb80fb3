package dev.kith.it.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Several threads that begin at the same instant. */
final class Together {
    private Together() {}

    /** What each of the threads gave back, in the order of their numbers. */
    static <T> List<T> run(int threads, IntFunction<Callable<T>> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int number = 0; number < threads; number++) {
                Callable<T> own = work.apply(number);
                running.add(pool.submit(() -> {
                    start.await();
                    return own.call();
                }));
            }
            return results(running);
        } finally {
            pool.shutdownNow();
        }
    }

    static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> List<T> results(List<Future<T>> running) throws InterruptedException, ExecutionException {
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get());
        }
        return results;
    }
}
