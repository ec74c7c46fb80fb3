@NullMarked
package dev.kith.transport.rest;

import org.jspecify.annotations.NullMarked;
