/** picocli under its own module name, as its published jar declares it. */
module info.picocli {
    requires static java.sql;

    exports picocli;
}
