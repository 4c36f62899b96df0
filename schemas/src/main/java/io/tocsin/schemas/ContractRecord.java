package io.tocsin.schemas;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * What all generated records extend, so that Avro may make objects of our generated classes, and of
 * no others beyond its own defaults.
 *
 * <p>Since 1.12.2 Avro refuses classes that nobody declared as trusted. The declaration must stand
 * before the first of them is used, wherever that happens: hence in the initialisation of what they
 * all inherit from.
 */
public abstract class ContractRecord extends SpecificRecordBase {

  private static final long serialVersionUID = 1L;
  private static final String PACKAGE = "io.tocsin.avro";

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> PACKAGE.equals(type.getPackageName())));
  }
}
