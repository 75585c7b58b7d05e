<?php
/* Install WordPress in an empty database, add the posts that come as JSON on the standard input,
   and print its export. Arguments: the folder of WordPress, the database's socket. */
[, $folder, $socket] = $argv;
define('DB_NAME', 'wp');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', "localhost:$socket");
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_SITEURL', 'http://courier.example');
define('WP_HOME', 'http://courier.example');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('WP_INSTALLING', true);
define('ABSPATH', "$folder/");
$table_prefix = 'wp_';
$_SERVER['HTTP_HOST'] = 'courier.example';
ini_set('display_errors', 'stderr');
require "$folder/wp-settings.php";
require "$folder/wp-admin/includes/upgrade.php";
require "$folder/wp-admin/includes/export.php";
function wp_new_blog_notification() {}
ob_start();
wp_install('Kelmar Courier', 'admin', 'admin@courier.example', true, '', 'secret');
ob_end_clean();
foreach (get_posts(['numberposts' => -1, 'post_type' => 'any', 'post_status' => 'any']) as $post) {
    wp_delete_post($post->ID, true);
}
$wp_rewrite->set_permalink_structure('/%postname%');
foreach (json_decode(stream_get_contents(STDIN), true) as $given) {
    $author = wp_insert_user([
        'user_login' => $given['post_name'], 'user_pass' => 'secret', 'role' => 'author',
        'display_name' => $given['author'],
    ]);
    unset($given['author']);
    $id = wp_insert_post(wp_slash($given + ['post_author' => $author, 'post_category' => [1]]), true);
    if ($given['post_status'] === 'publish') {
        wp_insert_comment(['comment_post_ID' => $id, 'comment_author' => 'Bo',
            'comment_content' => 'High time!', 'comment_approved' => 1]);
        wp_insert_attachment(['post_title' => 'bridge', 'post_mime_type' => 'image/png',
            'guid' => 'http://courier.example/bridge.png', 'post_status' => 'inherit'], false, $id);
    }
}
wp_cache_flush();
export_wp();
