package com.example.neighbour;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** A resource. */
@Path("greetings")
public class Greetings {
    @GET
    @Produces("text/plain")
    public String greet() {
        return "hello";
    }

    @GET
    @Path("broken")
    @Produces("text/plain")
    public String fail() {
        throw new IllegalStateException("broken");
    }
}
