package com.example.extensions;

import dev.kith.spi.CodeGenerator;
import dev.kith.spi.contract.CodeGeneratorContract;

class ReadableCodesTest extends CodeGeneratorContract {
    @Override
    protected CodeGenerator generator() {
        return new ReadableCodes();
    }
}
