package dev.kith.bench;

import dev.kith.bench.micro.DocumentBenchmark;
import dev.kith.core.SealBenchmark;
import dev.kith.transport.grpc.FramingBenchmark;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Single steps of a call, by JMH. */
final class Micro {
    static final String NANOSECONDS = "ns";

    private static final List<Class<?>> BENCHMARKS =
            List.of(DocumentBenchmark.class, SealBenchmark.class, FramingBenchmark.class);

    private Micro() {}

    static void run(Options options, Jdk jdk, Figures figures) throws RunnerException {
        ChainedOptionsBuilder builder = new OptionsBuilder()
                .jvm(jdk.program("java"))
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(options.rounds())
                .measurementTime(TimeValue.seconds(1));
        BENCHMARKS.forEach(type -> builder.include("^" + type.getName().replace(".", "\\.") + "\\..*"));
        for (RunResult result : new Runner(builder.build()).run()) {
            String name = result.getParams().getBenchmark().replaceAll(".*\\.(\\w+)Benchmark\\.(\\w+)$", "$1 $2");
            result.getAggregatedResult()
                    .getIterationResults()
                    .forEach(iteration -> figures.add(
                            name, NANOSECONDS, iteration.getPrimaryResult().getScore()));
        }
    }
}
