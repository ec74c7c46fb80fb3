package com.example.neighbour;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Lists no classes, so that it serves whatever the server finds in the application. */
@ApplicationPath("api")
public class Api extends Application {}
