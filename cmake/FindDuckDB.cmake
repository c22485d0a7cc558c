# libduckdb, fetched by `./ops` into .cache/ (or anywhere that DuckDB_ROOT names). It is not linked but opened when it is
# needed, so DuckDB::DuckDB is its header, and the library lies beside the programs that open it.
set(DuckDB_VERSION 1.4.4)
find_path(DuckDB_INCLUDE_DIR duckdb.h HINTS ${CMAKE_SOURCE_DIR}/.cache/duckdb-${DuckDB_VERSION})
find_library(DuckDB_LIBRARY duckdb HINTS ${DuckDB_INCLUDE_DIR} NO_DEFAULT_PATH)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB
    REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR
    REASON_FAILURE_MESSAGE "`./ops build` fetches it.")

if(DuckDB_FOUND AND NOT TARGET DuckDB::DuckDB)
    add_library(DuckDB::DuckDB INTERFACE IMPORTED)
    target_include_directories(DuckDB::DuckDB SYSTEM INTERFACE ${DuckDB_INCLUDE_DIR})
    target_link_libraries(DuckDB::DuckDB INTERFACE ${CMAKE_DL_LIBS})
    file(CREATE_LINK ${DuckDB_LIBRARY} ${CMAKE_BINARY_DIR}/libduckdb.so COPY_ON_ERROR SYMBOLIC)
endif()
mark_as_advanced(DuckDB_INCLUDE_DIR DuckDB_LIBRARY)
