# `cmake --install` and the Debian package (`./ops package`). The three programs and the library lie together under
# lib/batchops, where they look for each other; `batchops` alone is on the PATH.
set(home lib/batchops)
install(TARGETS batchops batchops-hub batchops-pdf RUNTIME DESTINATION ${home})
install(FILES ${DuckDB_LIBRARY} DESTINATION ${home})
file(CREATE_LINK ../${home}/batchops ${CMAKE_BINARY_DIR}/on-the-path SYMBOLIC)
install(FILES ${CMAKE_BINARY_DIR}/on-the-path DESTINATION bin RENAME batchops)
install(FILES deploy/systemd/batchops.service DESTINATION lib/systemd/system)
# One process of several: batchops@api, batchops@worker, batchops@scheduler. The same unit, with a role.
file(READ deploy/systemd/batchops.service unit)
string(REPLACE "hub of a school" "hub of a school (%i)" unit "${unit}")
string(REPLACE "serve --data" "serve --role %i --data" unit "${unit}")
string(REPLACE "EnvironmentFile=-/etc/batchops/batchops.env"
    "EnvironmentFile=-/etc/batchops/batchops.env\nEnvironmentFile=-/etc/batchops/%i.env" unit "${unit}")
file(WRITE ${CMAKE_BINARY_DIR}/systemd/batchops@.service "${unit}")
install(FILES ${CMAKE_BINARY_DIR}/systemd/batchops@.service DESTINATION lib/systemd/system)
install(FILES deploy/systemd/batchops.sysusers DESTINATION lib/sysusers.d RENAME batchops.conf)

# A manual page of each command, of what it says of itself.
find_program(HELP2MAN help2man)
if(HELP2MAN)
    set(commands serve health users audit reset-password process check infer extract report)
    set(pages ${CMAKE_BINARY_DIR}/man)
    set(made)
    foreach(command "" ${commands})
        set(page batchops)
        set(of BatchOps)
        if(command)
            string(APPEND page -${command})
            set(of "BatchOps, the command ${command}")
        endif()
        add_custom_command(OUTPUT ${pages}/${page}.1.gz
            COMMAND ${CMAKE_COMMAND} -E make_directory ${pages}
            COMMAND ${HELP2MAN} --no-info --name=${of} --version-string=${PROJECT_VERSION} "--help-option=${command} --help"
                    --output=${pages}/${page}.1 $<TARGET_FILE:batchops>
            COMMAND gzip -9nf ${pages}/${page}.1
            DEPENDS batchops batchops-hub VERBATIM)
        list(APPEND made ${pages}/${page}.1.gz)
    endforeach()
    add_custom_target(manual DEPENDS ${made})
    install(FILES ${made} DESTINATION share/man/man1 OPTIONAL)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME batchops)
set(CPACK_PACKAGE_VENDOR "the BatchOps authors")
set(CPACK_PACKAGE_CONTACT "the BatchOps authors <batchops@school.test>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "operations hub for the files that departments of a school export")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Departments of a school or college export files every week as CSV, Excel
and PDF. BatchOps receives them, cleans and checks them against rules that
people can read, publishes a report, and says in plain words which rows need
a person.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE "https://batchops.test/")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, tzdata, poppler-data, fonts-noto-core, systemd | systemd-standalone-sysusers")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-noto-cjk")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
# Stripped as it is packed: the file that lies beside the programs stays as it was fetched.
install(CODE "execute_process(COMMAND \${CMAKE_STRIP} \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${home}/libduckdb.so\")")
file(WRITE ${CMAKE_BINARY_DIR}/debian/conffiles "/etc/batchops/batchops.env\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    "${CMAKE_SOURCE_DIR}/deploy/debian/postinst;${CMAKE_SOURCE_DIR}/deploy/debian/prerm;${CMAKE_SOURCE_DIR}/deploy/debian/postrm;${CMAKE_BINARY_DIR}/debian/conffiles")
install(FILES deploy/batchops.env DESTINATION /etc/batchops)
install(FILES deploy/debian/copyright DESTINATION share/doc/batchops)
get_filename_component(duckdb_home ${DuckDB_LIBRARY} DIRECTORY)
install(FILES ${duckdb_home}/LICENSE DESTINATION share/doc/batchops RENAME LICENSE.duckdb OPTIONAL)
# The changelog in Debian's form, of the newest heading of ours.
find_program(GZIP gzip)
file(WRITE ${CMAKE_BINARY_DIR}/debian/changelog
    "batchops (${PROJECT_VERSION}) stable; urgency=medium\n\n  * See CHANGELOG.md of the project.\n\n -- the BatchOps authors <batchops@school.test>  Sun, 01 Nov 2026 00:00:00 +0000\n")
execute_process(COMMAND ${GZIP} -9nkf ${CMAKE_BINARY_DIR}/debian/changelog)
install(FILES ${CMAKE_BINARY_DIR}/debian/changelog.gz DESTINATION share/doc/batchops)
include(CPack)
