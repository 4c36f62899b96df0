package io.tocsin.schemas;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.Nullable;

/**
 * Lets Avro make objects of our generated classes, and of no others beyond its own defaults.
 *
 * <p>Since 1.12.2 Avro refuses classes that nobody declared as trusted. The declaration must stand
 * before the first generated class is used, wherever that happens; Avro asks for logical type
 * factories when it parses the first schema, and that is where this one makes it. It defines no
 * logical type.
 */
public final class TrustedRecords implements LogicalTypes.LogicalTypeFactory {

  private static final String PACKAGE = "io.tocsin.avro";

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.DEFAULT, type -> PACKAGE.equals(type.getPackageName())));
  }

  @Override
  public @Nullable LogicalType fromSchema(Schema schema) {
    return null;
  }

  @Override
  public String getTypeName() {
    return "tocsin-trusts-its-records";
  }
}
